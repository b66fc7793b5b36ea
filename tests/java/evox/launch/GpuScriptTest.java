package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import evox.kernel.FakeGpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for a machine with a GPU, rehearsed on one without: benchmarks/gpu.sh packs a folder, and runs in it. */
class GpuScriptTest {

  /** Few enough individuals for a driver that is none. */
  private static final String SHARE = "100000";

  @TempDir
  private static Path folder;

  private static FakeGpus fakes;
  private static Path packed;

  private record Ended(int code, String said) {}

  @BeforeAll
  static void pack() throws Exception {
    fakes = FakeGpus.build(Files.createDirectory(folder.resolve("modules")));
    packed = folder.resolve("packed");
    Ended ended = run(List.of("sh", "benchmarks/gpu.sh", "pack", packed.toString()),
        Map.of("JAVA_HOME", System.getProperty("java.home")));
    assertThat(ended.code()).as(ended.said()).isZero();
  }

  private static Ended run(List<String> command, Map<String, String> environment) throws Exception {
    Path out = Files.createTempFile(folder, "out", "");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("EVOX_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(500, TimeUnit.SECONDS);
    if (!ended) process.destroyForcibly();
    assertThat(ended).as(Files.readString(out)).isTrue();
    return new Ended(process.exitValue(), Files.readString(out));
  }

  private static Map<String, String> environment(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(fakes.environment(FakeGpus.SPLITS));
    all.put("EVOX_CUBLAS", fakes.cublas(13).toString());
    all.putAll(more);
    return all;
  }

  /** In the folder alone, with the Java that it carries. */
  @Test
  void itHoldsRunsToTheProcessorsDigestsAndMeasures() throws Exception {
    Path results = folder.resolve("results");
    Ended ended = run(List.of("sh", packed.resolve("gpu.sh").toString(), SHARE),
        environment(Map.of("EVOX_RESULTS", results.toString(), "PATH", "/usr/bin:/bin", "JAVA_HOME", "/absent")));
    String report = ended.said();
    assertThat(ended.code()).as(report).isZero();
    assertThat(report).containsPattern("\n- commit \\p{XDigit}+, command: gpu.sh " + SHARE + "\n")
        .contains("\n#wrong 0\n", "| PSO on rosenbrock | ")
        .endsWith("\nall held but the goals, which a share is not judged by\n");
    try (Stream<Path> kept = Files.list(results)) {
      assertThat(kept).singleElement().satisfies(file -> {
        assertThat(file.getFileName().toString()).matches("\\d{4}-\\d\\d-\\d\\d-gpu.md");
        assertThat(report).contains(Files.readString(file));
      });
    }
    assertThat(report.lines().filter(line -> line.endsWith(" | same |"))).hasSize(15);
    assertThat(report.lines().filter(line -> line.contains("two processes: by NCCL 2.28.9 |"))).hasSize(3);
    assertThat(report).contains("| 1 contract | held by 1 with NCCL 2.28.9 |\n| 2 contract | held by 2 with NCCL 2.28.9 |\n"
        + "| 2 split | held by 2 with NCCL 2.28.9 |\n");
    assertThat(report).containsPattern("\n\\| [0-9]+ GFLOP/s, fused \\| .* \\| 0 \\|\n")
        .containsPattern("\nevaluate rastrigin, of the lower of its two ceilings: [0-9]+ %, goal 50 %: (met|missed)\n")
        .containsPattern("\nPSO on rastrigin, of a copy: [0-9]+ %, goal 60 %: (met|missed)\n");
    assertThat(report.lines().filter(line -> line.matches("\\| (evaluate|PSO on) [a-z]+ .* \\| 0 \\|"))).hasSize(6);
    assertThat(report.lines().filter(
        line -> line.matches("\\| (ours, on the processor|cuBLAS 13.6.4 by JNA) \\| \\S+ \\| [0-9.]+ \\|"))).hasSize(2);
    assertThat(report.substring(report.indexOf("| times ours |")).lines().skip(2).filter(line -> line.startsWith("|")))
        .isNotEmpty().allMatch(line -> line.matches("\\| (EvoX|CuPy).* \\| (absent \\| .+|[0-9.]+ \\| [0-9.]+) \\|"));
  }

  /** No bit is right, and NCCL is not there. */
  @Test
  void whatIsNotHeldIsNamedAndFails() throws Exception {
    Ended ended = run(List.of("sh", packed.resolve("gpu.sh").toString(), SHARE),
        environment(Map.of("EVOX_RESULTS", folder.resolve("wrong").toString(), "EVOX_FAKE_CUDA", "other-bits",
            "EVOX_NCCL", "/absent/libnccl.so.2", "EVOX_CUBLAS", "/absent/libcublas.so.13", "EVOX_PYTHON", "/absent/python")));
    assertThat(ended.code()).as(ended.said()).isEqualTo(1);
    assertThat(ended.said()).contains("| PSO, ackley, two processes: without NCCL |  | OTHER: ")
        .endsWith("\nNOT held: 15 digests, NCCL (1 contract), NCCL (2 contract), NCCL (2 split), kernels\n");
  }

  /** What a Python has of NVIDIA's is found by its folders. */
  @Test
  void librariesOfAPythonAreFound() throws Exception {
    Path nvidia = Files.createDirectories(folder.resolve("site-packages/nvidia"));
    for (String name : List.of("nccl/lib/libnccl.so.2", "cu13/lib/libcublas.so.13", "cuda_nvrtc/lib/libnvrtc.so.12")) {
      Files.createDirectories(nvidia.resolve(name).getParent());
      Files.createFile(nvidia.resolve(name));
    }
    Path python = folder.resolve("python");
    Files.writeString(python, "#!/bin/sh\necho " + nvidia.getParent() + "\n");
    assertThat(python.toFile().setExecutable(true)).isTrue();
    Ended ended = run(List.of("sh", "benchmarks/gpu.sh", "libraries"), Map.of("EVOX_PYTHON", python.toString()));
    assertThat(ended).isEqualTo(new Ended(0, nvidia.resolve("nccl/lib/libnccl.so.2") + "\n"
        + nvidia.resolve("cu13/lib/libcublas.so.13") + "\n" + nvidia.resolve("cuda_nvrtc/lib/libnvrtc.so.12") + "\n"));
  }
}
