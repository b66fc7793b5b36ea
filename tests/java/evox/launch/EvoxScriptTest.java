package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script, in a folder with next to nothing to build and with a Maven that only copies the finished jar. */
class EvoxScriptTest {

  private static final String KERNELS_LOST =
      "evox: without CMake or g++ there are no native kernels, "
      + "the slower Java engine serves; install cmake and g++ for them\n";

  private static final String BUILDING = "evox: building target/evox-spmd.jar ...\n";

  @TempDir
  private Path root;

  private Path tools;
  private String home = System.getProperty("java.home");

  @BeforeEach
  void prepare() throws IOException {
    Files.copy(Path.of("evox"), root.resolve("evox"));
    for (String folder : List.of("spmd", "src", "launch", "native")) Files.createDirectory(root.resolve(folder));
    for (String file : List.of("pom.xml", "CMakeLists.txt")) Files.createFile(root.resolve(file));
    tools = Files.createDirectory(root.resolve("tools"));
    for (String tool : List.of("dirname", "readlink", "sed", "find", "head", "mkdir", "flock", "cp", "sleep", "id")) {
      install(tool, "exec '" + where(tool) + "' \"$@\"");
    }
    install("mvn", "echo \"$@\" >> mvn.log; sleep 1; mkdir -p target; "
        + "cp '" + JarProcess.JAR + "' target/evox-spmd.jar");
  }

  @Test
  void itBuildsOnceAndThenOnlyWhatChanged() throws Exception {
    assertThat(evox("--version").err()).isEqualTo(KERNELS_LOST + BUILDING);
    assertThat(evox("--version").err()).isEmpty();
    Path source = Files.createFile(root.resolve("src/New.java"));
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
    assertThat(evox("--version").err()).isEqualTo(KERNELS_LOST + BUILDING);
    assertThat(root.resolve("mvn.log")).hasContent(
        ("-B -ntp -q -Dstyle.color=never -pl launch -am process-classes\n").repeat(2));
  }

  @Test
  void itBuildsAgainWhenTheToolsForTheKernelsHaveCome() throws Exception {
    evox("--version");
    install("g++", "exit 1");
    install("cmake", "echo \"$@\" >> '" + root + "/cmake.log'");
    install("getconf", "echo 2");
    assertThat(evox("--version").err()).isEqualTo("evox: building the native kernels ...\n" + BUILDING);
    assertThat(evox("--version").err()).isEmpty();
    assertThat(root.resolve("cmake.log")).content().hasLineCount(2);
  }

  @Test
  void itHandsItsArgumentsAndTheExitCodeOn() throws Exception {
    evox("--version");
    assertThat(evox("evaluate", "--problem", "sphere", "--at", "1,2")).isEqualTo(new JarProcess.Ended(0, "5.0\n", ""));
    assertThat(evox("evaluate", "--problem", "two words").code()).isEqualTo(2);
    assertThat(evox("evaluate", "--problem", "two words", "--at", "0").err()).endsWith(", got --problem=two words\n");
  }

  @Test
  void itHandsBenchmarksToTheirOwnScript() throws Exception {
    Path script = Files.createDirectory(root.resolve("benchmarks")).resolve("bench");
    Files.writeString(script, "#!" + where("sh") + "\necho \"$@\" with $JAVA_HOME\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    String answer = "jmh Pso -p population=192 with " + System.getProperty("java.home") + "\n";
    assertThat(evox("bench", "jmh", "Pso", "-p", "population=192").out()).isEqualTo(answer);
    Files.setPosixFilePermissions(root.resolve("evox"), PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(jar("bench", "jmh", "Pso", "-p", "population=192")).isEqualTo(new JarProcess.Ended(0, answer, ""));
  }

  @Test
  void aJarByItselfSaysWhereItsBenchmarksAre() throws Exception {
    evox("--version");
    assertThat(jar("bench")).isEqualTo(new JarProcess.Ended(2, "", "bench must be run in a clone of the sources, got jar="
        + root.resolve("target/evox-spmd.jar") + " without benchmarks beside it; run ./evox bench there\n"));
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    Process first = start(root.resolve("first"), "--version");
    Process second = start(root.resolve("second"), "--version");
    assertThat(first.waitFor(60, TimeUnit.SECONDS) && second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(first.exitValue() + second.exitValue()).isZero();
    assertThat(root.resolve("mvn.log")).content().hasLineCount(1);
  }

  @Test
  void aBuildThatFailsIsNoJar() throws Exception {
    install("mvn", "echo 'it does not compile' >&2; exit 1");
    JarProcess.Ended ended = evox("--version");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).isEqualTo(KERNELS_LOST + BUILDING + "it does not compile\n");
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws Exception {
    Files.delete(tools.resolve("mvn"));
    JarProcess.Ended ended = evox("--version");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).endsWith(
        "evox: Maven must be installed to build, got none on the PATH; install the package maven\n");
  }

  @Test
  void itTestsWithWhatTestsNeedInstalled() throws Exception {
    evox("--version");
    install("ls", "exit 1");
    install("id", "echo 0");
    install("apt-get", "echo \"$DEBIAN_FRONTEND $*\" >> apt.log; [ \"$5\" != lammps ]");
    JarProcess.Ended ended = evox("test", "-Dtest=SolveTest");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err()).startsWith("evox: installing for the tests: qemu-user g++-aarch64-linux-gnu chromium")
        .contains(" openmpi-bin mpich lammps redis-server openssl podman crun ", " slurm-client ", " libpmix-dev ...")
        .endsWith("\nevox: some tests will be skipped; for all of them install: lammps\n");
    assertThat(root.resolve("apt.log")).content().startsWith(" -q update\n")
        .contains("noninteractive -q install -y --no-install-recommends qemu-user\n");
    assertThat(root.resolve("mvn.log")).content().endsWith("\n-B -ntp test -Dtest=SolveTest\n");
  }

  @Test
  void whoMayNotInstallIsToldWhatTestsNeed() throws Exception {
    evox("--version");
    install("id", "echo 1000");
    install("apt-get", "echo \"$@\" >> apt.log");
    assertThat(evox("test").err()).startsWith("evox: some tests will be skipped; for all of them install: qemu-user ");
    assertThat(root.resolve("apt.log")).doesNotExist();
    assertThat(root.resolve("mvn.log")).content().endsWith("\n-B -ntp test\n");
  }

  @Test
  void itFindsANewerJavaThanTheOneItIsGiven() throws Exception {
    Path older = Files.createDirectories(root.resolve("older/bin"));
    Files.writeString(older.resolveSibling("release"), "JAVA_VERSION=\"17.0.15\"\n");
    Files.createSymbolicLink(older.resolve("javac"), where("sh"));
    evox("--version");
    home = older.getParent().toString();
    assertThat(evox("evaluate", "--problem", "sphere", "--at", "1,2")).isEqualTo(new JarProcess.Ended(0, "5.0\n", ""));
  }

  @Test
  void withoutAJavaItSaysWhatToInstall() throws Exception {
    Path homes = Path.of(System.getProperty("java.home")).getParent();
    Assumptions.assumeTrue(homes.equals(Path.of("/usr/lib/jvm")), "Java is where hiding it would hide other things");
    String alone = "mount -t tmpfs none " + homes + " && exec env PATH='" + tools + "' sh ./evox";
    Assumptions.assumeTrue(new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0,
        "no right to hide a folder (unshare --mount)");
    home = "";
    Path out = root.resolve("out");
    install("sh", "exec '" + where("sh") + "' \"$@\"");
    JarProcess.Ended ended = ended(start(out, List.of(where("unshare").toString(), "--mount", where("sh").toString(), "-c",
        "PATH=/usr/sbin:/usr/bin:/sbin:/bin; " + alone)), out);
    assertThat(ended).isEqualTo(new JarProcess.Ended(2, "", "evox: a JDK 25 or newer must be installed, got none in "
        + "JAVA_HOME, the PATH or the usual folders; install it (https://adoptium.net, or the package openjdk-25-jdk) or set "
        + "JAVA_HOME\n"));
  }

  private JarProcess.Ended evox(String... arguments) throws Exception {
    Path out = root.resolve("out");
    return ended(start(out, arguments), out);
  }

  /** The jar that the script has built, started without it. */
  private JarProcess.Ended jar(String... arguments) throws Exception {
    Path out = root.resolve("out");
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
        root.resolve("target/evox-spmd.jar").toString()));
    command.addAll(List.of(arguments));
    return ended(start(out, command), out);
  }

  private JarProcess.Ended ended(Process process, Path out) throws Exception {
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new JarProcess.Ended(process.exitValue(), Files.readString(out), Files.readString(err(out)));
  }

  private Process start(Path out, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(where("sh").toString(), root.resolve("evox").toString()));
    command.addAll(List.of(arguments));
    return start(out, command);
  }

  private Process start(Path out, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err(out).toFile());
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("JAVA_HOME", home);
    builder.environment().remove("DEBIAN_FRONTEND");
    builder.directory(root.toFile());
    return builder.start();
  }

  private static Path err(Path out) {
    return out.resolveSibling(out.getFileName() + ".err");
  }

  private void install(String tool, String script) throws IOException {
    Path file = Files.writeString(tools.resolve(tool), "#!" + where("sh") + "\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path where(String tool) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, tool))) return Path.of(folder, tool);
    }
    throw new AssertionError("a tool must be on the PATH, got none called " + tool);
  }
}
