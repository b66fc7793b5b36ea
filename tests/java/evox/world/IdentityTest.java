package evox.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.transport.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

  private static Map<String, String> variables(String... pairs) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) map.put(pairs[i], pairs[i + 1]);
    return map;
  }

  @Test
  void withoutAnyVariableAProcessIsAlone() {
    assertThat(Identity.detect(Map.of("PATH", "/bin"))).isEqualTo(Identity.ALONE);
  }

  @Test
  void ourOwnVariablesWinOverMpiruns() {
    Identity identity = Identity.detect(variables("EVOX_PROCESS_ID", "2", "EVOX_PROCESSES", "5",
        "EVOX_COORDINATOR", "node1:6000", "OMPI_COMM_WORLD_RANK", "0", "OMPI_COMM_WORLD_SIZE", "1"));
    assertThat(identity)
        .isEqualTo(new Identity("EVOX_PROCESS_ID", 2, 5, new Meeting.At("node1", 6000)));
  }

  @Test
  void aCoordinatorMayTellItsPortInAFileThatAllHostsSee() {
    Identity identity = Identity.detect(variables("EVOX_PROCESS_ID", "1", "EVOX_PROCESSES", "2", "EVOX_COORDINATOR",
        "node1:/shared/run/coordinator"));
    assertThat(identity.meeting()).isEqualTo(new Meeting.Published("node1", Path.of("/shared/run/coordinator")))
        .hasToString("node1:/shared/run/coordinator");
    assertThat(identity.meeting().isOnOneMachine()).isFalse();
  }

  @Test
  void openMpiOnOneHostMeetsInAFileOfTheJob() {
    Identity identity = Identity.detect(variables("OMPI_COMM_WORLD_RANK", "3", "OMPI_COMM_WORLD_SIZE", "4",
        "OMPI_COMM_WORLD_LOCAL_SIZE", "4", "PMIX_NAMESPACE", "201195521", "SLURM_PROCID", "0"));
    assertThat(identity.rule()).isEqualTo("OMPI_COMM_WORLD_RANK");
    assertThat(identity.id()).isEqualTo(3);
    assertThat(identity.processes()).isEqualTo(4);
    assertThat(((Meeting.Published) identity.meeting()).file().toString()).endsWith("-ompi-201195521");
  }

  @Test
  void theFileLiesInTheFolderThatGoesWithTheJob(@TempDir Path folder) {
    Identity identity = Identity.detect(variables("OMPI_COMM_WORLD_RANK", "0", "OMPI_COMM_WORLD_SIZE", "1",
        "OMPI_COMM_WORLD_LOCAL_SIZE", "1", "PMIX_NAMESPACE", "201195521", "PMIX_SERVER_TMPDIR", folder.toString()));
    assertThat(((Meeting.Published) identity.meeting()).file().getParent()).isEqualTo(folder);
  }

  @Test
  void openMpiOnSeveralHostsNeedsToBeToldWhere() {
    Identity identity = Identity.detect(variables("OMPI_COMM_WORLD_RANK", "3", "OMPI_COMM_WORLD_SIZE", "4",
        "OMPI_COMM_WORLD_LOCAL_SIZE", "2", "PMIX_NAMESPACE", "201195521"));
    assertThat(identity.meeting()).isNull();
    assertThatThrownBy(() -> Spmd.open(identity, Settings.of(Map.of(), Map.of()), Device.cpu(1), "", Map.of(), line -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("processes on several hosts must be told where process 0 listens, got id=3 of processes=4 from "
            + "OMPI_COMM_WORLD_RANK alone; set EVOX_COORDINATOR=host:port or pass --coordinator host:port");
  }

  /** The variables of rank 3 of 4 on two nodes, as a real srun set them. */
  @Test
  void aSlurmStepMeetsAtItsFirstNode() {
    Identity identity = Identity.detect(variables("SLURM_PROCID", "3", "SLURM_STEP_NUM_TASKS", "4",
        "SLURM_JOB_ID", "2", "SLURM_STEP_ID", "0", "SLURM_STEP_NUM_NODES", "2",
        "SLURM_STEP_NODELIST", "NODE[01-02]", "SLURM_NTASKS", "8"));
    assertThat(identity).isEqualTo(new Identity("SLURM_PROCID", 3, 4,
        new Meeting.Derived("slurm step 2.0", new Meeting.At("NODE01", 61472))));
  }

  @Test
  void pmixAloneNeedsToBeToldHowManyThereAre() {
    assertThat(Identity.detect(variables("PMIX_RANK", "1", "PMIX_NAMESPACE", "prte-7@2", "EVOX_PROCESSES", "3")))
        .isEqualTo(new Identity("PMIX_RANK", 1, 3, null));
    assertThatThrownBy(() -> Identity.detect(variables("PMIX_RANK", "1", "PMIX_NAMESPACE", "prte-7@2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a launcher that speaks PMIx says which rank a process is and not how many there are, got PMIX_RANK=1;"
            + " set EVOX_PROCESSES to their number");
  }

  /** As srun --mpi=pmi2 has it, and as a launcher of MPICH's has whose helper is a step of one task a node. */
  @Test
  void aSlurmStepThatSpeaksPmiIsThatStep() {
    Map<String, String> step = variables("SLURM_PROCID", "3", "SLURM_STEP_NUM_TASKS", "4", "SLURM_JOB_ID", "2",
        "SLURM_STEP_ID", "0", "SLURM_STEP_NUM_NODES", "2", "SLURM_STEP_NODELIST", "NODE[01-02]", "PMI_RANK", "3", "PMI_SIZE",
        "4");
    assertThat(Identity.detect(step).rule()).isEqualTo("SLURM_PROCID");
    step.putAll(variables("SLURM_PROCID", "1", "SLURM_STEP_NUM_TASKS", "2"));
    assertThat(Identity.detect(step)).isEqualTo(new Identity("PMI_RANK", 3, 4, null));
  }

  @Test
  void aBatchScriptOutsideAStepIsAlone() {
    assertThat(Identity.detect(variables("SLURM_JOB_ID", "2", "SLURM_NTASKS", "4", "SLURM_PROCID", "0")))
        .isEqualTo(Identity.ALONE);
  }

  @Test
  void aDiJobMeetsAtItsFirstPod() {
    assertThat(Identity.detect(variables("DI_RANK", "1", "DI_NODES", "a.job.svc, b.job.svc")))
        .isEqualTo(new Identity("DI_RANK", 1, 2, new Meeting.At("a.job.svc", 22270)));
  }

  @Test
  void anIndexedJobTakesItsIdFromTheIndexAndTheRestFromItsManifest() {
    assertThat(Identity.detect(variables("JOB_COMPLETION_INDEX", "1", "EVOX_PROCESSES", "3",
        "EVOX_COORDINATOR", "job-0.job:6000")))
        .isEqualTo(new Identity("JOB_COMPLETION_INDEX", 1, 3, new Meeting.At("job-0.job", 6000)));
  }

  @Test
  void aPodOfTheFirstDiOrchestratorTakesItsIdFromTheWordsForDitask() {
    assertThat(Identity.detect(variables("DI_NODE_IDS_ARG", "--node-ids=2", "DI_ATTACHED_NODES_ARG",
        "--attach-to=tcp://job-0.job:22270,tcp://job-1.job:22271", "EVOX_PROCESSES", "3")))
        .isEqualTo(new Identity("DI_NODE_IDS_ARG", 2, 3, new Meeting.At("job-0.job", 22270)));
    assertThat(Identity.detect(variables("DI_NODE_IDS_ARG", "--node-ids=0", "DI_ATTACHED_NODES_ARG", "", "EVOX_PROCESSES", "3")))
        .isEqualTo(new Identity("DI_NODE_IDS_ARG", 0, 3, new Meeting.At("localhost", 22270)));
  }

  @Test
  void aPodOfAStatefulSetIsKnownByItsName() {
    Map<String, String> pod = variables("HOSTNAME", "evox-run-12", "KUBERNETES_SERVICE_HOST", "10.96.0.1", "EVOX_PROCESSES",
        "20", "EVOX_COORDINATOR", "evox-run-0.evox:6000");
    Meeting first = new Meeting.At("evox-run-0.evox", 6000);
    assertThat(Identity.detect(pod)).isEqualTo(new Identity("HOSTNAME", 12, 20, first));
    pod.put("EVOX_POD", "evox-run-3");
    assertThat(Identity.detect(pod)).isEqualTo(new Identity("EVOX_POD", 3, 20, first));
    pod.put("JOB_COMPLETION_INDEX", "7");
    assertThat(Identity.detect(pod)).isEqualTo(new Identity("JOB_COMPLETION_INDEX", 7, 20, first));
  }

  @Test
  void aHostOrAPodWhoseNameHasNoNumberSaysNothing() {
    assertThat(Identity.detect(variables("HOSTNAME", "node-7", "EVOX_PROCESSES", "20"))).isEqualTo(Identity.ALONE);
    assertThat(Identity.detect(variables("HOSTNAME", "web-5d9f7c-x2b8q", "KUBERNETES_SERVICE_HOST", "10.96.0.1",
        "EVOX_PROCESSES", "20"))).isEqualTo(Identity.ALONE);
  }

  @Test
  void torchrunsVariablesAreTheLastThatCount() {
    assertThat(Identity.detect(variables("RANK", "1", "WORLD_SIZE", "2", "MASTER_ADDR", "h", "MASTER_PORT", "29500")))
        .isEqualTo(new Identity("RANK", 1, 2, new Meeting.At("h", 29500)));
  }

  @Test
  void aVariableThatIsNoNumberIsNamed() {
    assertThatThrownBy(() -> Identity.detect(variables("EVOX_PROCESS_ID", "two", "EVOX_PROCESSES", "5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("EVOX_PROCESS_ID must be a whole number, got EVOX_PROCESS_ID=two");
  }

  @ParameterizedTest
  @CsvSource({"5, 4", "-1, 4", "5, 1"})
  void anIdOutsideTheWorldIsRefused(int id, int processes) {
    assertThatThrownBy(() -> Spmd.initialize("node1:6000", processes, id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("process id must be in [0, " + processes + "), the number of processes, got id=" + id);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3})
  void aWorldOfNobodyIsRefused(int processes) {
    assertThatThrownBy(() -> Identity.detect(variables("EVOX_PROCESS_ID", "0", "EVOX_PROCESSES", "" + processes)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number of processes must be 1 or more, got processes=" + processes);
  }

  /** Its number is the largest but five that 32 bits hold. */
  @Test
  void slurmsInteractiveStepIsAWorldOfItsOwn() {
    assertThat(Identity.detect(variables("SLURM_PROCID", "0", "SLURM_STEP_NUM_TASKS", "1", "SLURM_JOB_ID", "7",
        "SLURM_STEP_ID", "4294967290", "SLURM_STEP_NUM_NODES", "1")).processes()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "PATH=/bin                                    | ",
      "SLURM_PROCID=0 SLURM_STEP_NUM_TASKS=1 SLURM_JOB_ID=2 SLURM_STEP_ID=0 SLURM_STEP_NODELIST=n1 | world of 1 process by SLURM_PROCID",
      "JOB_COMPLETION_INDEX=2                       | one of several processes must be told EVOX_PROCESSES too, got none; this one is alone",
      "EVOX_PROCESS_ID=2                            | one of several processes must be told EVOX_PROCESSES too, got none; this one is alone",
      "RANK=1 WORLD_SIZE=2 MASTER_ADDR=n1           | one of several processes must be told MASTER_PORT too, got none; this one is alone"})
  void oneProcessSaysWhatLeftItAlone(String variables, String line) {
    Map<String, String> environment = variables(variables.split("[ =]"));
    List<String> said = new ArrayList<>();
    Identity found = Identity.detect(environment);
    try (World world = Spmd.open(found, Settings.of(Map.of(), Map.of()), Device.cpu(1), "", environment, said::add)) {
      assertThat(world.size()).isEqualTo(1);
    }
    assertThat(said).isEqualTo(line == null ? List.of() : List.of(line));
  }

  @Test
  void theProcessesOfAMachineKnowOneAnotherByAFileOfTheirUser(@TempDir Path folder) throws Exception {
    Meeting.Published meeting = new Meeting.Published(folder.resolve("meeting"));
    Token first = Appointment.at(meeting, Token.of("")).token();
    assertThat(Token.isSame(first.seal("x", new byte[0]), Appointment.at(meeting, Token.of("")).token().seal("x", new byte[0])))
        .isTrue();
    assertThat(Token.isSame(first.seal("x", new byte[0]), Token.of("").seal("x", new byte[0]))).isFalse();
    Path secret = folder.resolve("meeting.token");
    assertThat(Files.getPosixFilePermissions(secret)).hasToString("[OWNER_READ, OWNER_WRITE]");
    assertThat(Appointment.at(meeting, Token.of("given")).token().seal("x", new byte[0]))
        .isEqualTo(Token.of("given").seal("x", new byte[0]));
    meeting.over();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileThatSomebodyElseHasPutThereIsNoMeetingPlace(@TempDir Path folder) throws Exception {
    UserPrincipal other = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    Meeting.Published meeting = new Meeting.Published(folder.resolve("meeting"));
    Path secret = Files.writeString(folder.resolve("meeting.token"), "known");
    try {
      Files.setOwner(secret, other);
    } catch (IOException e) {
      Assumptions.abort("only the superuser can give a file to another");
    }
    assertThatThrownBy(() -> Appointment.at(meeting, Token.of(""))).isInstanceOf(JoinFailed.class)
        .hasMessage("the file by which processes meet must be their user's, got file=" + secret
            + " of user=nobody; set EVOX_COORDINATOR=host:port, or to another file");
  }
}
