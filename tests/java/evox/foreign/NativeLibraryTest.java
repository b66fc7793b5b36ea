package evox.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import evox.array.Matrix;
import evox.kernel.Evaluate;
import evox.problem.Sphere;
import evox.world.Device;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library that cannot be used costs one line, and the Java engine is left; each is tried in a process of its own. */
class NativeLibraryTest {

  private static final String SERVES = "the native kernels could not be loaded, the Java engine is left: ";

  @TempDir
  private Path folder;

  @Test
  void garbageIsNoLibrary() throws Exception {
    Path file = Files.writeString(folder.resolve("garbage.so"), "no library at all ".repeat(100));
    assertThat(evaluateWith(file)).isEqualTo(SERVES + "the file must be a shared library, got path=" + file + "\n14.0\n");
  }

  @Test
  void anEmptyFileIsNoLibrary() throws Exception {
    Path file = Files.createFile(folder.resolve("empty.so"));
    assertThat(evaluateWith(file)).isEqualTo(SERVES + "the file must be a shared library, got path=" + file + "\n14.0\n");
  }

  @Test
  void aMissingFileIsNamed() throws Exception {
    Path file = folder.resolve("absent.so");
    assertThat(evaluateWith(file))
        .isEqualTo(SERVES + "the library must be a readable file, got path=" + file + "\n14.0\n");
  }

  @Test
  void aLibraryCutShortIsNotLoaded() throws Exception {
    assumeTrue(NativeLibrary.isPresent(), NativeLibrary.absence());
    byte[] whole = library();
    for (int bytes : new int[] {whole.length - 1, whole.length / 2, 65}) {
      Path file = Files.write(folder.resolve("cut.so"), Arrays.copyOf(whole, bytes));
      assertThat(evaluateWith(file)).startsWith(SERVES + "the library must be whole, ")
          .endsWith(" bytes, got path=" + file + ", bytes=" + bytes + "\n14.0\n");
    }
  }

  @Test
  void anotherLibraryIsNotLoaded() throws Exception {
    Path file = Path.of(System.getProperty("java.home"), "lib", "libzip.so");
    assertThat(evaluateWith(file)).isEqualTo(SERVES + "the library must be of this version, got path=" + file + "\n14.0\n");
  }

  @Test
  void theWholeLibraryServes() throws Exception {
    assumeTrue(NativeLibrary.isPresent(), NativeLibrary.absence());
    assertThat(evaluateWith(Files.write(folder.resolve("whole.so"), library()))).isEqualTo("null\n14.0\n");
  }

  private static byte[] library() throws IOException {
    String resource = "/native/linux-" + System.getProperty("os.arch") + "/libevox-kernels.so";
    try (InputStream in = NativeLibrary.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    }
  }

  /** Everything that {@link Program} prints, on both streams. */
  private static String evaluateWith(Path library) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder builder = new ProcessBuilder(java, "--enable-native-access=ALL-UNNAMED", "-cp", classPath,
        Program.class.getName()).redirectErrorStream(true);
    builder.environment().put(NativeLibrary.VARIABLE, library.toString());
    builder.environment().remove(Isa.VARIABLE);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** Prints why the library is absent, and the sum of the squares of 1, 2 and 3. */
  static final class Program {

    private Program() {}

    public static void main(String[] arguments) {
      System.out.println(NativeLibrary.absence());
      Matrix candidates = Matrix.of(new double[][] {{1.0, 2.0, 3.0}});
      Matrix fitness = Matrix.tiles(1, 1);
      new Evaluate(new Sphere(3), candidates, fitness).launch(Device.cpu(1, Isa.best()));
      System.out.println(fitness.get(0, 0));
    }
  }
}
