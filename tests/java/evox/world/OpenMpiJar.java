package evox.world;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assumptions;

/**
 * Open MPI's Java bindings, which no distribution has ready to use: compiled from the source package that belongs to the
 * installed library, once for many runs of the tests.
 *
 * @param classes what is in an {@code mpi.jar}
 * @param libraries where their native part has the name that they look for
 */
record OpenMpiJar(Path classes, Path libraries) {

  private static final Path FOLDER = Path.of("tests/target/openmpi-java").toAbsolutePath();
  private static final Path NATIVE = Path.of("/usr/lib/x86_64-linux-gnu/libmpi_java.so.40");

  /** The test is skipped where the source package is out of reach. */
  static OpenMpiJar built() throws Exception {
    OpenMpiJar jar = new OpenMpiJar(FOLDER.resolve("classes"), FOLDER.resolve("libraries"));
    if (Files.exists(jar.libraries)) return jar;
    Assumptions.assumeTrue(Files.exists(NATIVE), "the native part of the bindings is not installed, " + NATIVE);
    try {
      Files.createDirectories(FOLDER.resolve("lists/partial"));
      sourcesOfThisDistribution();
      apt("update");
      apt("source", "--download-only", "openmpi");
      command("sh", "-c", "tar -xf openmpi_*.orig.tar.* --wildcards --strip-components=1 '*/ompi/mpi/java/java/*.java'");
    } catch (IOException e) {
      Assumptions.abort("the source package of Open MPI is out of reach: " + e.getMessage());
    }
    compile(jar.classes);
    Files.createDirectories(jar.libraries);
    Files.createSymbolicLink(jar.libraries.resolve("libmpi_java.so"), NATIVE);
    return jar;
  }

  /** Where the installed packages came from, asked for sources. The system's own settings stay as they are. */
  private static void sourcesOfThisDistribution() throws IOException {
    String targets = command("apt-get", "indextargets", "--format", "deb-src $(REPO_URI) $(RELEASE) $(COMPONENT)",
        "Created-By: Packages", "Origin: Debian", "Component: main");
    Files.write(FOLDER.resolve("sources.list"), targets.lines().distinct().toList());
  }

  private static void apt(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("apt-get", "-q", "-o", "Dir::Etc::SourceList=" + FOLDER + "/sources.list",
        "-o", "Dir::Etc::SourceParts=/dev/null", "-o", "Dir::State::Lists=" + FOLDER + "/lists"));
    all.addAll(List.of(words));
    command(all.toArray(new String[0]));
  }

  private static String command(String... words) throws IOException {
    Path out = FOLDER.resolve("command.out");
    Process process = new ProcessBuilder(words).directory(FOLDER.toFile()).redirectErrorStream(true)
        .redirectOutput(out.toFile()).start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    String said = Files.readString(out, StandardCharsets.UTF_8);
    if (process.exitValue() != 0) throw new IOException(String.join(" ", words) + ": " + said);
    return said;
  }

  private static void compile(Path classes) throws IOException {
    List<String> words = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString()));
    try (Stream<Path> files = Files.list(FOLDER.resolve("ompi/mpi/java/java"))) {
      files.map(Path::toString).forEach(words::add);
    }
    if (ToolProvider.getSystemJavaCompiler().run(null, null, new java.io.ByteArrayOutputStream(),
        words.toArray(new String[0])) != 0) throw new IOException("the bindings must compile");
  }
}
