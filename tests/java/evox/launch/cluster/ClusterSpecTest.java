package evox.launch.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cluster files are ReaL's. */
class ClusterSpecTest {

  private static final String FULL = """
      {
        "cluster_type": "slurm",
        "cluster_name": "my_cluster",
        "fileroot": "/path/to/my/file/system",
        "default_mount": "/path:/path,/dev/infiniband:/dev/infiniband",
        "node_type_from_node_name": {"NODE\\\\d{2}$": "a100", "NODE": "g8"},
        "gpu_type_from_node_name": {"NODE\\\\d{2}$": "tesla"},
        "cpu_image": "garrett4wade/real-cpu",
        "gpu_image": "garrett4wade/real-gpu",
        "node_name_prefix": "COM"
      }
      """;

  @TempDir
  private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("cluster.json"), text);
  }

  @Test
  void everyKeyOfRealIsRead() throws IOException {
    ClusterSpec spec = ClusterSpec.find(file(FULL).toString(), Map.of());
    assertThat(spec.type()).isEqualTo(ClusterSpec.Type.SLURM);
    assertThat(spec.name()).isEqualTo("my_cluster");
    assertThat(spec.fileroot()).isEqualTo(Path.of("/path/to/my/file/system"));
    assertThat(spec.defaultMount()).isEqualTo("/path:/path,/dev/infiniband:/dev/infiniband");
    assertThat(spec.image(0)).isEqualTo("garrett4wade/real-cpu");
    assertThat(spec.image(2)).isEqualTo("garrett4wade/real-gpu");
    assertThat(spec.nodePrefix()).isEqualTo("COM");
  }

  @Test
  void aTypeIsThatOfTheFirstExpressionThatAHostsNameBeginsWith() throws IOException {
    ClusterSpec spec = ClusterSpec.find(file(FULL).toString(), Map.of());
    assertThat(spec.nodeType("NODE07")).contains("a100");
    assertThat(spec.nodeType("NODE007")).contains("g8");
    assertThat(spec.nodeType("myNODE07")).isEmpty();
    assertThat(spec.gpuType("NODE07")).contains("tesla");
    assertThat(spec.gpuType("NODE007")).isEmpty();
  }

  @Test
  void whatIsLeftOutIsAsInReal() throws IOException {
    ClusterSpec spec = ClusterSpec.find(
        file("{\"cluster_type\":\"local\",\"cluster_name\":\"c\",\"fileroot\":\"/r\"}").toString(), Map.of());
    assertThat(spec).isEqualTo(new ClusterSpec(ClusterSpec.Type.LOCAL, "c", Path.of("/r"), "", Map.of(), Map.of(), "", "",
        "NODE"));
  }

  @Test
  void withoutAFileTheClusterIsThisMachine() {
    ClusterSpec spec = ClusterSpec.find(null, Map.of("CLUSTER_SPEC_PATH", ""));
    assertThat(spec).isEqualTo(ClusterSpec.local(Path.of(System.getProperty("user.home"))));
    assertThat(spec.type()).isEqualTo(ClusterSpec.Type.LOCAL);
    assertThat(spec.name()).isEqualTo("local");
    assertThat(spec.fileroot()).isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "evox"));
  }

  @Test
  void theFileGivenGoesBeforeTheOneOfTheEnvironment() throws IOException {
    String named = file(FULL).toString();
    assertThat(ClusterSpec.find(null, Map.of("CLUSTER_SPEC_PATH", named)).name()).isEqualTo("my_cluster");
    assertThat(ClusterSpec.find(named, Map.of("CLUSTER_SPEC_PATH", "/absent")).name()).isEqualTo("my_cluster");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> ClusterSpec.find("/absent/cluster.json", Map.of())).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a cluster file must be readable, got file=/absent/cluster.json "
            + "(java.nio.file.NoSuchFileException: /absent/cluster.json)");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
      "\"cluster_name\": \"my_cluster\",~\"cluster_nmae\": \"x\",~3:3~key must be one of cluster_type, cluster_name, "
          + "fileroot, default_mount, node_type_from_node_name, gpu_type_from_node_name, cpu_image, gpu_image, "
          + "node_name_prefix, got cluster_nmae; did you mean cluster_name or cluster_type?",
      "\"slurm\"~\"slrum\"~2:19~cluster_type must be one of local, ssh, mpi, slurm, kubernetes, ray, "
          + "got cluster_type=slrum; did you mean slurm?",
      "\"my_cluster\"~7~3:19~cluster_name must be a text in quotes, got 7",
      "\"my_cluster\"~\"\"~3:19~cluster_name must not be empty, got none",
      "\"my_cluster\"~\"a\\nb\"~3:19~cluster_name must be one line, got a control character",
      "\"/path/to~\"path/to~4:15~fileroot must be a path from the root, the same on all hosts, "
          + "got fileroot=path/to/my/file/system",
      "{\"NODE\\\\d{2}$\": \"tesla\"}~\"tesla\"~7:30~gpu_type_from_node_name must be an object "
          + "{\"expression\": \"type\", ...}, got tesla",
      "\"NODE\": \"g8\"~\"[\": \"g8\"~6:55~node_type_from_node_name must have regular expressions, got [ "
          + "(Unclosed character class)",
      "\"cpu_image\"~\"gpu_image\"~9:3~gpu_image must be said once, got it twice",
      "\"COM\"~\"COM~10:27~a cluster file must be JSON, got Illegal unquoted character ((CTRL-CHAR, code 10)): "
          + "has to be escaped using backslash to be included in string value"})
  void aMistakeIsPointedAt(String mistake) throws IOException {
    String[] words = mistake.split("~");
    String text = FULL.replaceFirst(Pattern.quote(words[0]), Matcher.quoteReplacement(words[1]));
    assertThat(text).isNotEqualTo(FULL);
    Path file = file(text);
    assertThatThrownBy(() -> ClusterSpec.find(file.toString(), Map.of())).isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + ":" + words[2] + ": " + words[3]);
  }

  @Test
  void whatIsRequiredIsAskedFor() throws IOException {
    Path file = file("{\"cluster_type\": \"slurm\"}");
    assertThatThrownBy(() -> ClusterSpec.find(file.toString(), Map.of()))
        .hasMessage(file + ":1:25: a cluster file must say cluster_name, got [cluster_type]");
  }

  @Test
  void aFileIsOneObject() throws IOException {
    Path list = file("[]");
    assertThatThrownBy(() -> ClusterSpec.find(list.toString(), Map.of()))
        .hasMessage(list + ":1:1: a cluster file must hold one object {...}, got [");
    Path two = file(FULL + "{}");
    assertThatThrownBy(() -> ClusterSpec.find(two.toString(), Map.of()))
        .hasMessage(two + ":12:1: nothing may follow the object, got {");
  }
}
