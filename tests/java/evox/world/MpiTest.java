package evox.world;

import static org.assertj.core.api.Assertions.assertThat;

import evox.launch.Digests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that a real launcher of MPI starts. */
class MpiTest {

  private static final String JAR = Path.of("target/evox-spmd.jar").toAbsolutePath().toString();

  private static final Path MPICH = Path.of("/usr/lib/x86_64-linux-gnu/libmpich.so.12");

  @TempDir
  private Path folder;

  /** Eight zeroed bytes that all processes see. */
  private String arrivals() throws Exception {
    return Files.write(folder.resolve("arrivals"), new byte[Long.BYTES]).toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void openMpiHoldsTheContract(int processes) throws Exception {
    assertThat(MpiRun.openMpi().java(processes, ContractProgram.class, "--transport", "mpi", arrivals()))
        .isEqualTo(new MpiRun.Ended(0, "held by " + processes + " over mpi\n",
            "world of " + processes + " processes by OMPI_COMM_WORLD_RANK, transport mpi\n"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void mpichHoldsTheContract(int processes) throws Exception {
    assertThat(MpiRun.mpich().java(processes, ContractProgram.class, "--transport", "mpi", arrivals()))
        .isEqualTo(new MpiRun.Ended(0, "held by " + processes + " over mpi\n",
            "world of " + processes + " processes by PMI_RANK, transport mpi\n"));
  }

  @Test
  void withoutTheNativeModuleMpiHoldsTheContractToo() throws Exception {
    MpiRun run = MpiRun.openMpi().with("EVOX_NATIVE", "/absent").with("EVOX_ISA", "java");
    assertThat(run.java(3, ContractProgram.class, "--transport", "mpi", arrivals()))
        .isEqualTo(new MpiRun.Ended(0, "held by 3 over mpi\n",
            "world of 3 processes by OMPI_COMM_WORLD_RANK, transport mpi\n"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void openMpisJavaBindingsHoldTheContract(int processes) throws Exception {
    MpiRun run = MpiRun.openMpi();
    OpenMpiJar jar = OpenMpiJar.built();
    List<String> words = List.of("env", MpiRun.JAVA, "-Djava.library.path=" + jar.libraries(),
        "--enable-native-access=ALL-UNNAMED", "-cp", jar.classes() + ":" + System.getProperty("java.class.path"),
        ContractProgram.class.getName(), "--transport", "mpi", arrivals());
    assertThat(run.run(processes, words)).isEqualTo(new MpiRun.Ended(0, "held by " + processes + " over mpi\n",
        "world of " + processes + " processes by OMPI_COMM_WORLD_RANK, transport mpi\n"));
  }

  /** Each view of the file system of its own counts as a machine: here two processes are on one, two elsewhere. */
  @Test
  void machinesThatWereToldNothingMeetThroughMpiAndShareMemoryWithin() throws Exception {
    MpiRun.Ended ended = MpiRun.openMpi().onSeveralMachines(folder).java(4, ContractProgram.class, arrivals());
    assertThat(ended).isEqualTo(new MpiRun.Ended(0, "held by 4 over shared+mpi\n",
        "world of 4 processes by OMPI_COMM_WORLD_RANK, transport shared+mpi\n"));
  }

  private static List<String> solve(String... first) {
    List<String> words = new ArrayList<>(List.of(first));
    words.addAll(List.of(MpiRun.JAVA, "-jar", JAR, "solve", "--algorithm", "PSO", "--problem", "ackley", "--dimension", "7",
        "--population", "100", "--generations", "20", "--threads", "1", "--json"));
    return words;
  }

  private static String digest(int processes, List<String> words) throws Exception {
    MpiRun.Ended ended = MpiRun.openMpi().run(processes, words);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(Digests.in(ended.out())).hasSize(1);
    return Digests.in(ended.out()).get(0);
  }

  @Test
  void theDigestIsTheSameForAnyNumberOfProcesses() throws Exception {
    List<String> digests = new ArrayList<>();
    List<String> words = solve("env");
    words.addAll(List.of("--transport", "mpi"));
    for (int processes = 1; processes <= 3; processes++) digests.add(digest(processes, words));
    // As most would start it: called java or not.
    digests.add(digest(4, solve()));
    digests.add(digest(4, solve("env")));
    assertThat(digests).containsOnly(digests.get(0));
  }

  @Test
  void aProcessThatThrowsEndsAllOfThemAndSaysWhy() throws Exception {
    MpiRun.Ended ended = MpiRun.openMpi().java(3, ThrowingProgram.class, "--transport", "mpi");
    assertThat(ended.code()).isNotZero();
    assertThat(ended.err()).contains("java.lang.IllegalStateException: the second process gives up");
  }

  @Test
  void anotherMpisLibraryIsRecognised() throws Exception {
    Assumptions.assumeTrue(Files.exists(MPICH), MPICH + " is not installed");
    MpiRun.Ended ended = MpiRun.openMpi().with("EVOX_MPI", MPICH.toString()).java(2, ThrowingProgram.class, "--transport",
        "mpi");
    assertThat(ended.code()).isNotZero();
    assertThat(ended.err()).containsPattern("MPI must agree with OMPI_COMM_WORLD_RANK, which says id=[01] of 2, got "
        + "rank=0 of 1 from MPICH Version: [0-9.]+; set EVOX_MPI to the library that the launcher belongs to");
  }

  @Test
  void aLibraryThatIsNotThereIsNamed() throws Exception {
    MpiRun.Ended ended = MpiRun.openMpi().with("EVOX_MPI", "libabsent.so").java(2, ThrowingProgram.class, "--transport",
        "mpi");
    assertThat(ended.code()).isNotZero();
    assertThat(ended.err()).contains("an MPI library must be installed, got none of libabsent.so; install one "
        + "with its launcher (package openmpi-bin or mpich), or set EVOX_MPI to its file");
  }

  @Test
  void argumentsThatMpirunDamagedAreExplained() throws Exception {
    MpiRun.Ended ended = MpiRun.openMpi().run(1, List.of(MpiRun.JAVA, "-jar", JAR, "solve", "--problem", "cpu", "--seed",
        "1"));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err().lines().filter(line -> line.startsWith("mpirun must pass arguments on as they are")))
        .containsExactly("mpirun must pass arguments on as they are, got " + Path.of("").toAbsolutePath()
            + ":--seed after cpu, which it took for a class path; start the program as mpirun ... env java -jar ...");
  }
}
