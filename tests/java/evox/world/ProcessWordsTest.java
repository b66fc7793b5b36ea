package evox.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessWordsTest {

  @Test
  void idCoordinatorAndNumberAreTakenOutOfTheCommandLine() {
    ProcessWords words = ProcessWords.read("2", "--coordinator", "node:6000", "solve", "--processes", "4", "--seed", "1");
    assertThat(words).isEqualTo(new ProcessWords(2, "node:6000", 4, Map.of(), List.of("solve", "--seed", "1")));
    assertThat(words.identity(Map.of())).isEqualTo(new Identity("arguments", 2, 4, new Meeting.At("node", 6000)));
    assertThat(words.before(List.of("7")))
        .containsExactly("2", "--coordinator", "node:6000", "--processes", "4", "7");
  }

  @Test
  void settingsAreHandedOnToAProgram() {
    ProcessWords words = ProcessWords.read("run", "Cluster.java", "--transport", "Sockets", "--deadline", "3");
    assertThat(words.settings()).containsExactlyInAnyOrderEntriesOf(Map.of("--transport", "Sockets", "--deadline", "3"));
    assertThat(words.before(List.of("7"))).containsExactly("--transport", "Sockets", "--deadline", "3", "7");
  }

  @Test
  void aNumberWithoutACoordinatorIsTheProgramsOwn() {
    assertThat(ProcessWords.read("1978", "page.html"))
        .isEqualTo(new ProcessWords(null, null, null, Map.of(), List.of("1978", "page.html")));
  }

  @Test
  void onlyALoneProcessStartsOthers() {
    ProcessWords words = ProcessWords.read("solve", "--processes", "3");
    assertThat(words.asksForLocalProcesses(Map.of())).isTrue();
    assertThat(words.asksForLocalProcesses(Map.of("EVOX_PROCESS_ID", "1", "EVOX_PROCESSES", "3"))).isFalse();
    assertThat(ProcessWords.read("0", "--coordinator", "h:1", "--processes", "3").asksForLocalProcesses(Map.of()))
        .isFalse();
    assertThat(ProcessWords.read("solve", "--processes", "1").asksForLocalProcesses(Map.of())).isFalse();
  }

  @Test
  void whatTheLauncherSaysMustAgree() {
    ProcessWords words = ProcessWords.read("solve", "--processes", "3");
    assertThatThrownBy(() -> words.identity(Map.of("EVOX_PROCESS_ID", "1", "EVOX_PROCESSES", "4")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--processes must agree with EVOX_PROCESS_ID, which says 4, got --processes=3");
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> ProcessWords.read("--processes", "0"))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("--processes must be 1 or more, got --processes=0");
    assertThatThrownBy(() -> ProcessWords.read("--processes", "four")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--processes must be a whole number below 2^31, got --processes=four");
    assertThatThrownBy(() -> Settings.of(ProcessWords.read("--transport", "pigeon").settings(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("transport must be one of auto, shared, sockets, mpi, got --transport=pigeon");
    assertThatThrownBy(() -> ProcessWords.read("--processes", "2", "--transport", "mpi").asksForLocalProcesses(Map.of()))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("--transport mpi must be started by a launcher of MPI, "
            + "got none; start it as mpirun -n N java -jar ..., or srun --mpi=pmix java -jar ...");
    assertThatThrownBy(() -> ProcessWords.read("solve", "--coordinator")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--coordinator must have a value, got none");
    assertThatThrownBy(() -> ProcessWords.read("1", "--coordinator", "h:1").identity(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a process that is given its id must be told how many there are, got id=1 and no --processes");
  }

  /** In a program's own main too, which hands its words over as they are. */
  @Test
  void wordsThatMpirunHasDamagedAreRecognised() {
    Map<String, String> mpirun = Map.of("OMPI_COMM_WORLD_RANK", "0", "PWD", "/work");
    DamagedWords.refuse(new String[] {"--csv", "tcp.csv", "7"}, mpirun);
    DamagedWords.refuse(new String[] {"/work:7"}, Map.of("PWD", "/work"));
    assertThatThrownBy(() -> DamagedWords.refuse(new String[] {"tcp.csv", "/work:7"}, mpirun))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("mpirun must pass arguments on as they are, got /work:7 after "
            + "tcp.csv, which it took for a class path; start the program as mpirun ... env java -jar ...");
  }
}
