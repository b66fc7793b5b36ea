package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import evox.kernel.FakeGpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on GPUs, in all but the GPUs. */
class GpuTest {

  @TempDir
  private static Path folder;

  private static FakeGpus fakes;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    fakes = FakeGpus.build(Files.createDirectory(folder.resolve("modules")));
  }

  @ParameterizedTest
  @CsvSource({"PSO,ackley", "PSO,rastrigin", "PSO,rosenbrock", "PSO,bbob15", "DE,ackley", "DE,rastrigin",
      "DE,rosenbrock", "DE,bbob15", "OpenES,ackley", "OpenES,rastrigin", "OpenES,rosenbrock", "OpenES,bbob15",
      "CMAES,bbob10", "SepCMAES,sphere", "NSGA2,dtlz2"})
  void theDigestIsThatOfTheProcessor(String algorithm, String problem) {
    assertThat(digest(jar(""), solve(algorithm, problem, "--device", "gpu")))
        .isEqualTo(digest(JarProcess.here(), solve(algorithm, problem)));
  }

  /** All of them find no file of the driver's binding, and write it. */
  @ParameterizedTest
  @ValueSource(strings = {"PSO", "DE", "OpenES"})
  void severalProcessesShareOutTheGpus(String algorithm) {
    JarProcess process = jar("").with("XDG_CACHE_HOME", folder.resolve(algorithm).toString());
    assertThat(digest(process, solve(algorithm, "ackley", "--device", "gpu:1,0", "--processes", "3")))
        .isEqualTo(digest(JarProcess.here(), solve(algorithm, "ackley")));
    String idle = process.run(solve(algorithm, "ackley", "--device", "gpu:1,0,1", "--processes", "2")).err();
    assertThat(idle).containsPattern("each of several processes uses one GPU, got gpus=3 and processes=2 on host=\\S+; start");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PSO", "DE", "OpenES", "CMAES"})
  void theGpusOfTwoProcessesWorkTogether(String algorithm) {
    JarProcess.Ended ended = jar("").run(solve(algorithm, "ackley", "--device", "gpu", "--processes", "2"));
    assertThat(ended.err()).contains("\n2 GPUs work together by NCCL 2.28.9, transport nccl\n");
    assertThat(Digests.of(ended)).isEqualTo(digest(JarProcess.here(), solve(algorithm, "ackley")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PSO", "DE", "OpenES", "CMAES"})
  void oneProcessDrivesSeveralGpus(String algorithm) {
    JarProcess.Ended ended = jar("").run(solve(algorithm, "ackley", "--device", "gpu:0,1"));
    assertThat(ended.err()).contains("2 GPUs work together by NCCL 2.28.9, transport nccl\n");
    assertThat(Digests.of(ended)).isEqualTo(digest(JarProcess.here(), solve(algorithm, "ackley")));
    JarProcess.Ended off = jar("").with("EVOX_NCCL", "off").run(solve(algorithm, "ackley", "--device", "gpu:0,1"));
    assertThat(Digests.of(off)).isEqualTo(Digests.of(ended));
  }

  @Test
  void withoutNcclTheyWorkTogetherByWayOfTheirProcesses() {
    String[] words = solve("OpenES", "ackley", "--device", "gpu", "--processes", "2");
    JarProcess.Ended ended = jar("").with("EVOX_NCCL", "/absent/libnccl.so.2").run(words);
    assertThat(ended.err()).contains("NCCL must be installed, got none that loads: ",
        "; without it GPUs work together by way of their processes, as with EVOX_NCCL=off\n");
    JarProcess.Ended off = jar("").with("EVOX_NCCL", "off").run(words);
    assertThat(off.err()).doesNotContain("NCCL");
    assertThat(List.of(Digests.of(ended), Digests.of(off))).containsOnly(digest(JarProcess.here(), solve("OpenES", "ackley")));
  }

  /** Two machines with two processes and two GPUs each. */
  @ParameterizedTest
  @ValueSource(strings = {"mpi", "sockets"})
  void theGpusOfTwoMachinesWorkTogether(String transport) throws Exception {
    Hosts.requireInstalled("mpirun.openmpi", "openmpi-bin");
    try (Hosts hosts = Hosts.start("host", 3)) {
      List<String> program = new ArrayList<>();
      fakes.environment(FakeGpus.SPLITS).forEach((name, value) -> program.add(name + "=" + value));
      program.addAll(HostsTest.jar(List.of(solve("OpenES", "ackley", "--device", "gpu")), "--transport", transport));
      if (transport.equals("sockets")) program.addAll(List.of("--coordinator", "host1:5000"));
      JarProcess.Ended ended = hosts.run(Hosts.LOGIN, HostsTest.ROOT,
          HostsTest.mpirun(hosts, 2, 4, program).toArray(new String[0]));
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.err()).contains("4 GPUs work together by NCCL 2.28.9, transport nccl+" + transport + "\n");
      assertThat(Digests.of(ended)).isEqualTo(digest(JarProcess.here(), solve("OpenES", "ackley")));
    }
  }

  @Test
  void aProcessThatIsKilledEndsTheOtherWithItsName() throws Exception {
    LocalWorld world = LocalWorld.start(jar(""), Files.createDirectory(folder.resolve("killed")), 2, "solve", "--algorithm",
        "PSO", "--problem", "ackley", "--population", "1000", "--generations", "1000000000", "--device", "gpu",
        "--deadline", "2");
    LocalWorld.await(() -> world.err().contains("generation "));
    world.signal("KILL", 1);
    assertThat(world.end(60)).isNotZero();
    assertThat(world.err()).containsPattern("rank must .* from rank=1 on host=\\S+, collective=broadcast of pieces\n");
    world.leavesNothing();
  }

  @Test
  void theFilesOfARunAreThoseOfTheProcessor() throws IOException {
    Path gpu = folder.resolve("gpu");
    Path processor = folder.resolve("processor");
    digest(jar(""), solve("PSO", "ackley", "--device", "gpu", "--npy", gpu.toString()));
    digest(JarProcess.here(), solve("PSO", "ackley", "--npy", processor.toString()));
    try (Stream<Path> files = Files.list(processor)) {
      assertThat(files.toList()).isNotEmpty()
          .allSatisfy(file -> assertThat(gpu.resolve(file.getFileName())).hasSameBinaryContentAs(file));
    }
  }

  /** The driver's two are shared out to the threads of a pool, one to each. */
  @Test
  void theWorkersOfAPoolsWorkflowUseOneEach() throws IOException {
    Path program = Files.writeString(folder.resolve("Pooled.java"), """
        import module evox.spmd;

        void main() {
          var processor = new HistoryDigest();
          new StdWorkflow<>(new PSO(130), new Ackley(10), processor).run(RandomKey.of(9), Stop.generations(12));
          var gpus = new HistoryDigest();
          var each = Resources.cores(1).gpus(1);
          new PoolWorkflow<>(new PSO(130), new Ackley(10), 2, each, gpus).run(RandomKey.of(9), Stop.generations(12));
          IO.println(gpus.hex().equals(processor.hex()));
        }
        """);
    assertThat(jar("").run("run", program.toString()).out()).isEqualTo("true\n");
    assertThat(jar("bad-launch").run("run", program.toString()).err())
        .contains("cuLaunchKernel must succeed, got CUDA_ERROR_ILLEGAL_ADDRESS, gpu=");
  }

  @Test
  void infoNamesThemAndHoldsThemToTheProcessor() {
    assertThat(jar("").run("info").out())
        .contains("\ngpus          0: no GPU but this host (the processor's bits), "
            + "1: no GPU but this host (the processor's bits)\n");
  }

  /** What was asked for by name must be there. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "no-device | the driver must have a GPU, got none",
      "old-driver | the driver must be one for CUDA 12.0 or newer, got one for CUDA 11.4; update NVIDIA's driver",
      "old-gpu | a GPU must have compute capability 7.5 or more, got 6.1 of GPU 0; --device gpu:N names "
          + "another"})
  void withoutAGpuThatWasAskedForNothingRuns(String fault, String message) {
    JarProcess.Ended ended = jar(fault).run(solve("PSO", "ackley", "--device", "gpu"));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).isEqualTo(message + "\n");
    assertThat(ended.out()).isEmpty();
  }

  /** Where nobody asks the processor does the same, and a line says why. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "no-device | the driver must have a GPU, got none",
      "old-driver | the driver must be one for CUDA 12.0 or newer, got one for CUDA 11.4; update NVIDIA's driver",
      "bad-kernel | the driver must take the kernels uniform, got CUDA_ERROR_INVALID_IMAGE of those in this jar, and of NVRTC: ",
      "bad-launch | cuLaunchKernel must succeed, got CUDA_ERROR_ILLEGAL_ADDRESS, gpu=0 (no GPU but this host, 0000:01:00.0)",
      "memory=20000 | the GPU must have room for a block, got bytes=",
      "other-bits | a GPU must give the processor's bits, got others in a short run, gpu=0 (no GPU but this host, "})
  void withoutAGpuTheProcessorServes(String fault, String message) {
    JarProcess.Ended ended = jar(fault).run(large());
    assertThat(ended.code()).isZero();
    assertThat(ended.err()).startsWith("no GPU is used: " + message).hasLineCount(1);
    assertThat(Digests.of(ended)).isEqualTo(digest(JarProcess.here(), large()));
  }

  @Test
  void oneOfSeveralRanksMayBeWithoutAGpu() throws Exception {
    JarProcess.Ended ended = jar("").with("EVOX_FAKE_CUDA_1", "bad-launch").run(large("--processes", "2"));
    assertThat(ended.err()).containsPattern("(?m)^no GPU is used: cuLaunchKernel must succeed, got CUDA_ERROR_ILLEGAL_ADDRESS, "
        + "gpu=1 \\(no GPU but this host, 0000:02:00.0\\), rank=1 on host=\\S+$");
    assertThat(Digests.of(ended)).isEqualTo(digest(JarProcess.here(), large()));
  }

  /** That it is used shows in what it can't do. */
  @Test
  void aLargePopulationGoesToAGpuByItself() {
    assertThat(digest(jar(""), large())).isEqualTo(digest(JarProcess.here(), large()));
    assertThat(jar("old-driver").run(large("--device", "auto")).err()).startsWith("no GPU is used: the driver must be");
    for (String[] words : List.of(solve("PSO", "ackley"), large("--device", "processor"), large("--algorithm", "CMAES"))) {
      JarProcess.Ended ended = jar("old-driver").run(words);
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.err()).isEmpty();
    }
  }

  /** A driver that takes nothing of the jar's: too old for its format, or without a compiler. */
  @Test
  void kernelsThatADriverRefusesAreCompiledForTheGpuWhereNvrtcIs() {
    JarProcess refusing = jar("only-machine-code").with("EVOX_NVRTC", fakes.nvrtc().toString())
        .with("XDG_CACHE_HOME", folder.resolve("compiled").toString());
    String[] words = solve("PSO", "ackley", "--device", "gpu");
    assertThat(digest(refusing, words)).isEqualTo(digest(JarProcess.here(), solve("PSO", "ackley")));
    assertThat(digest(refusing.with("EVOX_NVRTC", "/absent/libnvrtc.so.12"), words))
        .as("what was compiled is kept").isEqualTo(digest(JarProcess.here(), solve("PSO", "ackley")));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "only-machine-code | refuses | CUDA_ERROR_JIT_COMPILER_NOT_FOUND of those in this jar, and of NVRTC: NVRTC 12.9 must "
          + "compile cuda/uniform.cu, got NVRTC_ERROR_INVALID_OPTION: nvrtc: error: invalid value for --gpu-architecture",
      "bad-kernel | '' | CUDA_ERROR_INVALID_IMAGE of those in this jar, and CUDA_ERROR_INVALID_IMAGE of those that NVRTC "
          + "compiled; update NVIDIA's driver"})
  void kernelsThatNobodyTakesAreAnErrorThatSaysSo(String fault, String ofNvrtc, String message) {
    JarProcess.Ended ended = jar(fault).with("EVOX_NVRTC", fakes.nvrtc().toString()).with("EVOX_FAKE_NVRTC", ofNvrtc)
        .with("XDG_CACHE_HOME", folder.resolve("refused").toString()).run(solve("PSO", "ackley", "--device", "gpu"));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).isEqualTo("the driver must take the kernels uniform, got " + message
        + ", gpu=0 (no GPU but this host, 0000:01:00.0)\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CMAES", "OpenES"})
  void whoAsksForItHasMatricesMultipliedByCublas(String algorithm) {
    JarProcess.Ended own = JarProcess.here().run(solve(algorithm, "sphere"));
    for (int major : new int[] {12, 13}) {
      JarProcess jar = jar("").with("EVOX_CUBLAS", fakes.cublas(major).toString());
      JarProcess.Ended ended = jar.run(solve(algorithm, "sphere", "--algebra", "cublas"));
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.err()).contains("cuBLAS " + major + ".6.4 by " + (major == 12 ? "JCublas" : "JNA")
          + " multiplies matrices: the bits are promised for this version and this kind of GPU alone\n");
      assertThat(best(ended)).isCloseTo(best(own), Percentage.withPercentage(1e-6));
      assertThat(Digests.of(ended)).isNotEqualTo(Digests.of(own));
      assertThat(Digests.of(jar.run(solve(algorithm, "sphere", "--algebra", "cublas")))).isEqualTo(Digests.of(ended));
    }
    JarProcess.Ended several = jar("").with("EVOX_CUBLAS", fakes.cublas(13).toString())
        .run(solve(algorithm, "sphere", "--algebra", "cublas", "--processes", "2"));
    assertThat(best(several)).isCloseTo(best(own), Percentage.withPercentage(1e-6));
  }

  /** Each rank of CMA-ES computes the whole state. */
  @Test
  void ranksThatWouldMultiplyOtherwiseAreRefused() {
    for (String[] options : new String[][] {{"--processes", "2"}, {"--device", "gpu:0,1"}}) {
      JarProcess.Ended ended = jar("").with("EVOX_FAKE_CUDA_1", "other-kind").run(Stream.concat(
          Stream.of(solve("CMAES", "sphere", "--algebra", "cublas")), Stream.of(options)).toArray(String[]::new));
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).contains("all ranks must multiply matrices by one version of a library on one kind of GPU, got "
          + "cuBLAS 13.6.4 by JNA on no GPU");
    }
  }

  private static double best(JarProcess.Ended ended) {
    return Double.parseDouble(ended.out().replaceFirst("(?s).*\"best\":([-+.0-9E]+).*", "$1"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "--device processor --algebra cublas | --algebra=cublas must have a GPU, got --device=processor",
      "--device gpu --algebra openblas | --algebra must be one of own, cublas, got --algebra=openblas",
      "--algebra cublas | cuBLAS must be installed, got none that loads: the library must be a readable file, got "
          + "path=/absent/libcublas.so.13; install cuBLAS (libcublas.so.12 or 13), or set EVOX_CUBLAS to its file"})
  void withoutCublasWhoAsksForItIsRefused(String options, String message) {
    JarProcess.Ended ended = jar("").with("EVOX_CUBLAS", "/absent/libcublas.so.13")
        .run(solve("CMAES", "sphere", options.split(" ")));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).isEqualTo(message + "\n");
  }

  /** Also the proof that the runs above do use the driver. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "bad-launch | cuLaunchKernel must succeed, got CUDA_ERROR_ILLEGAL_ADDRESS",
      "bad-kernel | the driver must take the kernels uniform, got CUDA_ERROR_INVALID_IMAGE of those in this jar, and of NVRTC: ",
      "memory=20000 | the GPU must have room for a block, got bytes="})
  void whatBreaksOnTheGpuEndsTheRunInOneLine(String fault, String message) {
    JarProcess.Ended ended = jar(fault).run(solve("PSO", "ackley", "--device", "gpu:1"));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith(message).contains(", gpu=1 (no GPU but this host, 0000:02:00.0)").hasLineCount(1);
    assertThat(ended.out()).isEmpty();
  }

  /** On every rank the same line, of the rank whose GPU it is. */
  @ParameterizedTest
  @ValueSource(strings = {"bad-launch", "memory=20000"})
  void whatBreaksOnARanksGpuNamesTheRank(String fault) throws Exception {
    JarProcess jar = jar("").with("EVOX_FAKE_CUDA_1", fault);
    JarProcess.Ended ended = jar.run(solve("PSO", "ackley", "--device", "gpu", "--processes", "2"));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .containsPattern("(?m)^(cuLaunchKernel|the GPU must).*, gpu=1 \\(no GPU but this host, 0000:02:00.0\\), rank=1 on host=\\S+")
        .containsPattern("(?m)^rank=1 on host=\\S+ failed: .*gpu=1 \\(.*, collective=");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "gpu:0,2 | the numbers of GPUs must be of [0, 1], got gpu:0,2",
      "gpu:x | --device must be one of auto, gpu, gpu:0,1, processor, java, baseline, avx2, avx512, neon, got --device=gpu:x"})
  void aWrongNumberNamesTheRightOnes(String device, String message) {
    JarProcess.Ended ended = jar("").run(solve("PSO", "ackley", "--device", device));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).isEqualTo(message + "\n");
  }

  @Test
  void aDriverThatIsNoLibraryIsNamed() {
    Path file = folder.resolve("absent.so");
    JarProcess.Ended ended = JarProcess.here().with("EVOX_CUDA", file.toString())
        .run(solve("PSO", "ackley", "--device", "gpu"));
    assertThat(ended.code()).isEqualTo(2);
    String message = "NVIDIA's driver must be installed, got none that loads: the library must be a readable file, got path="
        + file + "\n";
    assertThat(ended.err()).isEqualTo(message);
    JarProcess.Ended otherwise = JarProcess.here().with("EVOX_CUDA", file.toString()).run(large());
    assertThat(otherwise.err()).isEqualTo("no GPU is used: " + message);
    assertThat(Digests.of(otherwise)).isEqualTo(digest(JarProcess.here(), large()));
  }

  private JarProcess jar(String fault) {
    JarProcess jar = JarProcess.here().with("EVOX_FAKE_CUDA", fault).with("EVOX_NVRTC", "/absent/libnvrtc.so.12")
        .with("EVOX_CUBLAS", fakes.cublas(13).toString());
    fakes.environment(FakeGpus.SPLITS).forEach(jar::with);
    return jar;
  }

  private static String[] solve(String algorithm, String problem, String... options) {
    List<String> words = new ArrayList<>(List.of("solve", "--algorithm", algorithm, "--problem", problem, "--dimension",
        "10", "--population", "130", "--generations", "12", "--seed", "9", "--json"));
    words.addAll(List.of(options));
    return words.toArray(String[]::new);
  }

  /** 2^20 coordinates and some. */
  private static String[] large(String... options) {
    List<String> words = new ArrayList<>(List.of("solve", "--problem", "ackley", "--dimension", "10", "--population", "104960",
        "--generations", "2", "--seed", "9", "--json"));
    words.addAll(List.of(options));
    if (!words.contains("--algorithm")) words.addAll(List.of("--algorithm", "PSO"));
    return words.toArray(String[]::new);
  }

  private static String digest(JarProcess process, String[] words) {
    JarProcess.Ended ended = process.run(words);
    assertThat(ended.code()).as(ended.err()).isZero();
    return Digests.of(ended);
  }
}
