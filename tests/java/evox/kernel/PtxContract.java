package evox.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a compiler must make of the kernels for GPUs: modules of PTX that say how each operation is rounded. */
public abstract class PtxContract {

  /** The files of the modules; the test is skipped where the compiler is not there. */
  protected abstract List<Path> modules() throws Exception;

  private static final String TOOLKIT = "/usr/local/cuda/bin";

  /** An instruction on numbers of 32 or 64 bits, such as {@code fma.rn.f64}. */
  private static final Pattern ARITHMETIC = Pattern.compile("\\b([a-z][a-z0-9]*)((?:\\.[a-z0-9]+)*)\\.(f16|f32|f64)\\b");

  /** Those whose result is one of their operands, or a truth value. */
  private static final List<String> EXACT = List.of("mov", "ld", "st", "selp", "neg", "abs", "setp");

  /** What IEEE 754 defines; the compiler may join what does not say how it is rounded. */
  private static final List<String> ROUNDED = List.of("add", "sub", "mul", "fma", "div", "rcp", "sqrt");

  @Test
  void everyOperationSaysHowItIsRounded() throws Exception {
    for (Path module : modules()) {
      assertThat(arithmetic(Files.readString(module))).as(module.toString()).allMatch(PtxContract::isDefined);
    }
  }

  @Test
  void operationsThatDoNotAreFound() {
    for (String line : List.of("add.f64 %fd1, %fd2, %fd3;", "mul.rz.f64 %fd1, %fd2, %fd3;", "sin.approx.f32 %f1, %f2;",
        "add.ftz.rn.f32 %f1, %f2, %f3;", "min.f64 %fd1, %fd2, %fd3;", "mad.rn.f64 %fd1, %fd2, %fd3, %fd4;")) {
      assertThat(arithmetic(line)).as(line).hasSize(1).noneMatch(PtxContract::isDefined);
    }
    assertThat(arithmetic("@%p1 fma.rn.f64 %fd1, %fd2, %fd3, %fd4;")).containsExactly("fma.rn.f64");
  }

  /** As the driver will, on the oldest processor. */
  @Test
  void everyModuleCanBeAssembled(@TempDir Path folder) throws Exception {
    Path ptxas = Stream.concat(Arrays.stream(System.getenv("PATH").split(File.pathSeparator)), Stream.of(TOOLKIT))
        .map(path -> Path.of(path, "ptxas")).filter(Files::isExecutable).findFirst().orElse(null);
    assumeTrue(ptxas != null, "no ptxas here; install the CUDA toolkit");
    for (Path module : modules()) {
      Process process = new ProcessBuilder(ptxas.toString(), "-arch=sm_75", "-O0", module.toString(), "-o",
          folder.resolve("cubin").toString()).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s: %s", module, said).isZero();
    }
  }

  private static List<String> arithmetic(String ptx) {
    return ARITHMETIC.matcher(ptx).results().map(found -> found.group(0)).toList();
  }

  private static boolean isDefined(String instruction) {
    Matcher parts = ARITHMETIC.matcher(instruction);
    if (!parts.matches()) return false;
    String operation = parts.group(1);
    if (!parts.group(3).equals("f64")) return false;
    if (ROUNDED.contains(operation)) return parts.group(2).equals(".rn");
    // To the nearest integer, to the next above, from an integer, and to one that it is already.
    if (operation.equals("cvt")) return List.of(".rni.f64", ".rpi.f64", ".rn", ".rzi.s64").contains(parts.group(2));
    return EXACT.contains(operation);
  }
}
