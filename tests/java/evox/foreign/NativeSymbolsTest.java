package evox.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the library takes from elsewhere decides whether its bits are its own. */
class NativeSymbolsTest {

  private static final Path NM = Path.of("/usr/bin/nm");

  @TempDir
  private Path folder;

  private Path library;

  @BeforeEach
  void unpack() throws IOException {
    assumeTrue(NativeLibrary.isPresent(), NativeLibrary.absence());
    assumeTrue(Files.isExecutable(NM), "no nm here; apt-get install binutils");
    library = folder.resolve("kernels.so");
    String resource = "/native/linux-" + System.getProperty("os.arch") + "/libevox-kernels.so";
    try (InputStream in = NativeLibrary.class.getResourceAsStream(resource)) {
      Files.copy(in, library);
    }
  }

  /** fma is exact by IEEE 754; the other functions of libm change with its version and with the processor. */
  @Test
  void ofLibmOnlyFmaIsUsed() throws Exception {
    List<String> elsewhere = nm("-D", "--undefined-only").stream()
        .map(line -> line.strip().replaceFirst("^\\S+ ", "").replaceFirst("@.*", "")).toList();
    assertThat(elsewhere).isNotEmpty()
        .noneMatch(name -> name.matches("(a?(sin|cos|tan)h?|sincos|exp(2|10|m1)?|log(2|10|1p)?|pow|cbrt|hypot|atan2|"
            + "l?l?rint|nearbyint|round(even)?|floor|ceil|trunc|f(abs|min|max|mod)|remainder|[lt]gamma|erfc?)[fl]?"))
        .noneMatch(name -> name.startsWith("_ZN") || name.startsWith("_ZS"));
  }

  /** Of equal inline functions of two engines the linker would keep one, with instructions that may not run here. */
  @Test
  void noEngineSharesAnInlineFunction() throws Exception {
    assertThat(nm("-C", "--defined-only")).isNotEmpty()
        .filteredOn(line -> line.matches("\\S+ [WVu] .*"))
        .allMatch(line -> line.matches("\\S+ [WVu] .*evox::(baseline|avx2|avx512|neon)::.*"));
  }

  private List<String> nm(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(NM.toString()));
    command.addAll(List.of(options));
    command.add(library.toString());
    Process process = new ProcessBuilder(command).start();
    List<String> lines = new String(process.getInputStream().readAllBytes()).lines().toList();
    assertThat(process.waitFor()).isZero();
    return lines;
  }
}
