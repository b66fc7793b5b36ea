package evox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** How a program ended that ran with GPUs that are none, and with a cuBLAS. */
public record CublasProcess(int code, String out, String err) {

  private static final long SECONDS = 100;

  /**
   * Runs a program of the tests.
   *
   * @param folder where what it says goes
   * @param fault of the library, as its stand-in names it; empty for none
   */
  public static CublasProcess run(FakeGpus fakes, Class<?> program, Path folder, Path cublas, String fault)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
        System.getProperty("java.class.path"), program.getName())
        .redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(fakes.environment(FakeGpus.SPLITS));
    builder.environment().put("EVOX_CUBLAS", cublas.toString());
    builder.environment().put("EVOX_FAKE_CUBLAS", fault);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as(Files.readString(err)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new CublasProcess(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
