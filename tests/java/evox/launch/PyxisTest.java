package evox.launch;

import static evox.launch.SlurmSite.ENDLESS;
import static evox.launch.SlurmSite.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs in containers of a real Pyxis. Where it is, the variable EVOX_TEST_PYXIS says: the file spank_pyxis.so, for the
 * Slurm that is installed, with enroot installed too; the nodes of these tests share this machine's disk, so that
 * ENROOT_DATA_PATH and ENROOT_RUNTIME_PATH in its enroot.conf must have $(hostname) in them. EVOX_TEST_PYXIS_IMAGE is an
 * image, a file as enroot imports it, with the libraries that Java needs and the variable IMAGE set to image. It need not
 * have Java, which the containers see as a mount.
 */
class PyxisTest {

  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  @TempDir
  private static Path root;

  private static SlurmSite site;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(System.getenv(SlurmCluster.PYXIS) != null, "no Pyxis: EVOX_TEST_PYXIS must name its spank_pyxis.so");
    site = SlurmSite.start(root, "a 'root' with 100% odd letters " + SlurmSite.LETTER);
    site.describe(", \"cpu_image\": \"" + System.getenv("EVOX_TEST_PYXIS_IMAGE") + "\", \"default_mount\": \"" + JAVA_HOME + ":"
        + JAVA_HOME + "," + JarProcess.JAR + ":/opt/evox.jar\"");
  }

  @AfterAll
  static void end() throws Exception {
    if (site != null) site.end();
  }

  private static List<String> options(String trial, String... more) {
    List<String> options = new ArrayList<>(List.of("--trial", trial, "--jar", "/opt/evox.jar"));
    options.addAll(List.of(more));
    return options;
  }

  @Test
  void aWorldOfContainersEndsWithTheDigestOfOneProcess() throws Exception {
    JarProcess.Ended ended = site.evox("launch", options("world/1", "--processes", "2", "--nodes", "2"), SHORT);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(Digests.of(ended)).isEqualTo(SlurmSite.digestAlone());
    assertThat(ended.err()).contains("world of 2 processes by SLURM_PROCID");
  }

  /** What is asked for counts more than what the image sets; what it does not have is seen by mounts alone. */
  @Test
  void aContainerHasWhatWasAskedFor() throws Exception {
    Path data = Files.createDirectory(root.resolve("data"));
    Files.writeString(data.resolve("Inside.java"), """
        void main(String[] words) {
          String seen = Files.exists(Path.of("../%s")) + " " + Files.exists(Path.of("Inside.java"));
          IO.println(System.getenv("IMAGE") + "|" + System.getenv("ODD") + "|" + words[0] + "|" + Path.of("").toAbsolutePath() + "|" + seen);
        }
        """.formatted(data.relativize(Path.of("pom.xml").toAbsolutePath())));
    String odd = "a b,\"c\" 'd' $(touch harmed) `touch harmed`\n\\ %t # $HOME " + SlurmSite.LETTER;
    JarProcess.Ended ended = site.evox("launch", options("asked/1", "--mount", data + ":/inside:ro", "--workdir", "/inside",
        "--container", "writable", "--container", "no-mount-home", "--env", "ODD=" + odd, "--env", "IMAGE=mine"),
        List.of("run", "Inside.java", odd));
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).isEqualTo("mine|" + odd + "|" + odd + "|/inside|false true\n");
    assertThat(site.evox("launch", options("asked/2", "--mount", data + ":/inside", "--workdir", "/inside"),
        List.of("run", "Inside.java", "x")).out()).startsWith("image|null|x|");
  }

  @Test
  void aStoppedContainerLeavesNothing() throws Exception {
    List<String> options = options("stop/1", "--processes", "2", "--nodes", "2");
    assertThat(site.evox("submit", options, ENDLESS).code()).isZero();
    site.awaitGenerations("stop/1");
    assertThat(site.ask("stop", "stop/1").out()).startsWith("stop/1  CANCELLED");
    assertThat(site.slurm().run("ps", "-C", "java", "-o", "args=").out()).isEmpty();
  }

  @Test
  void anImageThatIsNotThereFailsWithTheWordsOfPyxis() throws Exception {
    JarProcess.Ended ended = site.evox("launch", options("none/1", "--image", "/none.sqsh"), SHORT);
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("No such file or directory: /none.sqsh").contains("FAILED");
  }
}
