package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import evox.foreign.Isa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run whose library of kernels is damaged. Needs one in the jar. */
class KernelLibraryTest {

  @TempDir
  private Path folder;

  @BeforeEach
  void needKernels() {
    assumeTrue(Isa.best() != Isa.JAVA, "the jar must be built with CMake and g++");
  }

  @Test
  void aDamagedCopyIsReplaced() throws IOException {
    JarProcess process = JarProcess.here().with("XDG_CACHE_HOME", folder.toString());
    String engine = "\nengine        " + Isa.best().name().toLowerCase(Locale.ROOT) + ", the widest that runs here\n";
    assertThat(process.run("info").out()).contains(engine);
    Path copy = onlyFile(folder.resolve("evox-spmd"));
    byte[] whole = Files.readAllBytes(copy);
    Files.write(copy, "no library".getBytes());
    assertThat(process.run("info").out()).contains(engine);
    assertThat(onlyFile(folder.resolve("evox-spmd"))).isEqualTo(copy).hasBinaryContent(whole);
  }

  @Test
  void aDamagedOneThatWasNamedIsRefused() throws IOException {
    Path library = Files.writeString(folder.resolve("kernels.so"), "no library");
    JarProcess.Ended ended = JarProcess.here().with("EVOX_NATIVE", library.toString())
        .run("solve", "--algorithm", "PSO", "--problem", "sphere", "--json");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    // The virtual machine may say something of its own before.
    assertThat(ended.err().lines().toList().getLast()).startsWith(
        "EVOX_NATIVE must name a library of kernels that loads here, got EVOX_NATIVE=" + library
            + "; the native kernels could not be loaded, the Java engine is left: ");
  }

  @Test
  void aDamagedOneThatWasNamedIsNoMatterToTheJavaEngine() throws IOException {
    Path library = Files.writeString(folder.resolve("kernels.so"), "no library");
    JarProcess.Ended ended = JarProcess.here().with("EVOX_NATIVE", library.toString()).with("EVOX_ISA", "java")
        .run("solve", "--algorithm", "PSO", "--problem", "sphere", "--json");
    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEmpty();
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }
}
