package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import evox.kernel.FakeGpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for a machine with a GPU, rehearsed on one without: benchmarks/gpu.sh in the folder that it packs. */
class GpuScriptTest {

  /** Few enough individuals for a driver that is none. */
  private static final String SHARE = "100000";

  @TempDir
  private Path folder;

  @Test
  void itHoldsRunsToTheProcessorsDigestsAndMeasures() throws Exception {
    FakeGpus fakes = FakeGpus.build(Files.createDirectory(folder.resolve("modules")));
    Files.copy(Path.of("benchmarks/gpu.sh"), folder.resolve("gpu.sh"));
    Files.copy(Path.of("benchmarks/peers/gpu.py"), folder.resolve("gpu.py"));
    Files.createSymbolicLink(folder.resolve("evox-spmd.jar"), JarProcess.JAR);
    Files.createSymbolicLink(folder.resolve("jre"), Path.of(System.getProperty("java.home")));
    Files.createSymbolicLink(folder.resolve("classes"), Path.of("benchmarks/target/classes").toAbsolutePath());
    Files.writeString(folder.resolve("commit"), "0123456\n");
    Path out = folder.resolve("out");
    ProcessBuilder builder = new ProcessBuilder("sh", folder.resolve("gpu.sh").toString(), SHARE)
        .redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("EVOX_"));
    builder.environment().putAll(fakes.environment(FakeGpus.SPLITS));
    builder.environment().put("EVOX_CUBLAS", fakes.cublas(13).toString());
    Process process = builder.start();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).as(Files.readString(out)).isTrue();
    String report = Files.readString(out);
    assertThat(process.exitValue()).as(report).isZero();
    assertThat(report).contains("- commit 0123456, command: gpu.sh " + SHARE + "\n", "\n#wrong 0\n", "| PSO on rosenbrock | ");
    assertThat(report.lines().filter(line -> line.endsWith(" | same |"))).hasSize(15);
    assertThat(report).containsPattern("\n\\| [0-9]+ GFLOP/s, fused \\| .* \\| 0 \\|\n")
        .containsPattern("\nrastrigin: [0-9]+ % of the lower of its two ceilings\n");
    assertThat(report.lines().filter(line -> line.startsWith("| ") && line.contains("evaluate") && line.endsWith(" | 0 |")))
        .hasSize(3);
    assertThat(report.lines().filter(
        line -> line.matches("\\| (ours, on the processor|cuBLAS 13.6.4 by JNA) \\| \\S+ \\| [0-9.]+ \\|"))).hasSize(2);
    assertThat(report.substring(report.indexOf("| times ours |")).lines().skip(2))
        .isNotEmpty().allMatch(line -> line.matches("\\| (EvoX|CuPy).* \\| (absent \\| .+|[0-9.]+ \\| [0-9.]+) \\|"));
    assertThat(report.lines().filter(line -> line.contains("two processes: by NCCL 2.28.9 |"))).hasSize(3);
  }
}
