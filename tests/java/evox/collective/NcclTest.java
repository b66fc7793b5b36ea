package evox.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.foreign.Nccl;
import evox.foreign.NcclFailed;
import evox.kernel.FakeGpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several processes, a GPU each, in all but the GPUs: the driver is our own, and so is NCCL, which combines in shared
 * memory. Both are called as the real ones are.
 */
class NcclTest {

  /** Longer than any deadline here, on a busy machine. */
  private static final long SECONDS = 100;

  /** How long NCCL may take to start. */
  private static final String START_SECONDS = "10";

  private static final String SPLITS = FakeGpus.SPLITS;

  @TempDir
  private static Path modules;

  private static FakeGpus fakes;

  @TempDir
  private Path folder;

  /** What one of several processes left behind. */
  private record Ended(int code, String out, String err) {}

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    fakes = FakeGpus.build(modules);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void everyCollectiveIsWhatItsDefinitionSays(int ranks) throws Exception {
    assertThat(run(ranks, "contract", "", SPLITS)).extracting(Ended::code, Ended::out)
        .containsExactlyElementsOf(held(ranks, "2.28.9", ""));
  }

  /** NCCL writes the part's handle long after the call, from a thread of its own. */
  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void aPartOfTheGpusWorksByItself(int ranks) throws Exception {
    assertThat(run(ranks, "split", "", SPLITS)).extracting(Ended::code, Ended::out)
        .containsExactlyElementsOf(held(ranks, "2.28.9", ""));
  }

  /** The last two believe to be on machines of their own, which NCCL allows to have one GPU. */
  @ParameterizedTest
  @CsvSource({"2, '', nccl", "3, somewhere, nccl", "3, '', shared", "1, '', threads"})
  void blocksGoFromGpuToGpuWhereEachProcessHasOne(int ranks, String hostId, String transport) throws Exception {
    List<Ended> ended = run(ranks, List.of(BlocksProgram.class.getName(), "0,1"), SPLITS,
        hostId.isEmpty() ? Map.of() : Map.of("NCCL_HOSTID", hostId));
    assertThat(ended).extracting(Ended::code, Ended::out).first()
        .isEqualTo(Tuple.tuple(0, "held by " + ranks + " over " + transport + "\n"));
    assertThat(ended).extracting(Ended::code).containsOnly(0);
    assertThat(ended.get(0).err()).contains(transport.equals("nccl")
        ? ranks + " GPUs work together by NCCL 2.28.9, transport nccl\n"
        : ranks == 3 ? "each process must have a GPU of its own for NCCL, got several at 0000:01:00.0; their GPUs work "
        + "together by way of the processes\n" : "");
  }

  @Test
  void anOldNcclDoesAllButSplit() throws Exception {
    assertThat(run(3, "split", "", FakeGpus.DOES_NOT_SPLIT)).extracting(Ended::code, Ended::out)
        .containsExactlyElementsOf(held(3, "2.17.1",
            "NCCL must be 2.18 or newer to split a communicator, got 2.17.1; join another one instead\n"));
  }

  /** NCCL notices nothing of it, as on one machine, or reports an error that names nobody. */
  @ParameterizedTest
  @ValueSource(strings = {"", "remote-error"})
  void theOthersEndAndNameARankThatIsGone(String fault) throws Exception {
    List<Ended> ended = run(3, "die", fault, SPLITS);
    assertThat(ended.get(1).code()).isEqualTo(137);
    for (int rank : new int[] {0, 2}) {
      assertThat(ended.get(rank).code()).isEqualTo(1);
      assertThat(ended.get(rank).err())
          .containsPattern("PeerLost: (a|every) rank must .* from rank=1 on host=\\S+, collective=all-reduce\n");
    }
  }

  @Test
  void aStartThatNeverEndsIsBrokenOff() throws Exception {
    List<Ended> ended = run(2, "contract", "init-hangs", SPLITS);
    assertThat(ended).extracting(Ended::code).containsOnly(1);
    // Whoever is later by a moment may hear it of the other.
    assertThat(ended).allSatisfy(one -> assertThat(one.err()).containsPattern("NCCL must be done within 10.0 s, got no end "
        + "of rank=[01] of 2 GPUs, collective=start of NCCL"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "id=127 | ncclCommInitRankConfig must succeed, got invalid argument, the id has not arrived whole, "
          + "collective=start of NCCL",
      "no-gpu | ncclCommInitRankConfig must succeed, got unhandled cuda error, no CUDA-capable device is detected, "
          + "collective=start of NCCL",
      "version=21005 | NCCL must be 2.17.0 or newer, got 2.10.5; install a newer libnccl2, or set EVOX_NCCL to its file"})
  void whatNcclRefusesEndsTheRunInItsWords(String fault, String message) throws Exception {
    Ended ended = run(1, "contract", fault, SPLITS).get(0);
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("NcclFailed: " + message + "\n");
  }

  @Test
  void aLibraryThatIsNotThereIsNamed() {
    Path file = folder.resolve("absent.so");
    assertThatThrownBy(() -> Nccl.load(Map.of(Nccl.VARIABLE, file.toString()))).isInstanceOf(NcclFailed.class)
        .hasMessage("NCCL must be installed, got none that loads: the library must be a readable file, got path=" + file
            + "; install the package libnccl2, or set EVOX_NCCL to the file libnccl.so.2");
  }

  @Test
  void aLibraryOfAnotherKindIsNoNccl() {
    assertThatThrownBy(() -> Nccl.load(Map.of(Nccl.VARIABLE, fakes.cublas(13).toString()))).isInstanceOf(NcclFailed.class)
        .hasMessageStartingWith("NCCL must be 2.17.0 or newer, got a library without a function of it: ")
        .hasMessageEndingWith("; install a newer libnccl2, or set EVOX_NCCL to its file");
  }

  /** All that can be asked of it without a GPU. */
  @Test
  void theRealOneAnswersWithoutAGpu() {
    Nccl nccl;
    try {
      nccl = Nccl.load(System.getenv());
    } catch (NcclFailed e) {
      Assumptions.abort(e.getMessage());
      return;
    }
    assertThat(nccl.version()).matches("2\\.[0-9]+\\.[0-9]+");
    assertThat(nccl.uniqueId()).hasSize(128).isNotEqualTo(nccl.uniqueId()).isNotEqualTo(new byte[128]);
    assertThat(nccl.errorText(0)).isEqualTo("no error");
    assertThat(nccl.errorText(4)).startsWith("invalid argument");
  }

  private static List<Tuple> held(int ranks, String version, String before) {
    List<Tuple> all = new ArrayList<>();
    for (int rank = 0; rank < ranks; rank++) {
      String out = rank == 0 ? before + "held by " + ranks + " with NCCL " + version + "\n" : "";
      all.add(Tuple.tuple(0, out));
    }
    return all;
  }

  private List<Ended> run(int ranks, String what, String fault, String version) throws Exception {
    return run(ranks, List.of(GpuProgram.class.getName(), what, START_SECONDS), version, Map.of("EVOX_FAKE_NCCL", fault));
  }

  /** Runs so many processes to their end. */
  private List<Ended> run(int ranks, List<String> program, String version, Map<String, String> more) throws Exception {
    Map<String, String> environment = new HashMap<>(fakes.environment(version));
    environment.putAll(more);
    environment.putAll(Map.of("EVOX_TOKEN", "secret", "EVOX_DEADLINE", "20",
        "EVOX_COORDINATOR", folder.resolve("port").toString(), "EVOX_PROCESSES", Integer.toString(ranks)));
    List<Process> processes = new ArrayList<>();
    try {
      for (int rank = 0; rank < ranks; rank++) processes.add(start(rank, program, environment));
      List<Ended> ended = new ArrayList<>();
      for (int rank = 0; rank < ranks; rank++) {
        boolean inTime = processes.get(rank).waitFor(SECONDS, TimeUnit.SECONDS);
        assertThat(inTime).as("rank %s ended: %s", rank, Files.readString(folder.resolve("err" + rank))).isTrue();
        ended.add(new Ended(processes.get(rank).exitValue(), Files.readString(folder.resolve("out" + rank)),
            Files.readString(folder.resolve("err" + rank))));
      }
      return ended;
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  private Process start(int rank, List<String> program, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
        System.getProperty("java.class.path"));
    builder.command().addAll(program);
    builder.redirectOutput(folder.resolve("out" + rank).toFile()).redirectError(folder.resolve("err" + rank).toFile());
    builder.environment().putAll(environment);
    builder.environment().put("EVOX_PROCESS_ID", Integer.toString(rank));
    if (environment.containsKey("NCCL_HOSTID")) builder.environment().put("NCCL_HOSTID", "machine" + rank);
    return builder.start();
  }
}
