package evox.launch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import evox.launch.cluster.Allocation;
import evox.launch.cluster.HostList;
import evox.launch.job.Container;
import evox.launch.job.Job;
import evox.launch.job.Placement;
import evox.launch.job.RunFolder;
import evox.launch.job.Supervision;
import evox.launch.job.Trial;
import evox.pool.Resources;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What kubectl is handed of a job that has something of everything, and its parts as Kubernetes' own types. */
final class Manifests {

  static final Job FULL = new Job(new Trial("ada", "Scan_A", "7"),
      List.of("java", "-jar", "/evox.jar", "solve", "$(id) $HOME $$ $$(id)$"), Map.of("EMPTY", "", "ODD", "pa$$word a,b \"$(ODD)\"\n'é'"), 4,
      Resources.cores(2).gpus(1).memory(8L << 30).with("example.com/licence", 3),
      new Placement(0, Allocation.parse("node[1-3]"), HostList.parse("node3"), "", "", "", "1:00:00"),
      new Container("evox:1", List.of("/data:/data", "/a b:/c:ro"), "/work", Map.of()),
      new Supervision(2, Duration.ofSeconds(1), Duration.ofSeconds(20), 0));

  static final RunFolder FOLDER = new RunFolder(Path.of("/data"), FULL.trial());

  static final String NAME = "scan-a-7-c038d183";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Manifests() {}

  static String text(Kind kind, Job job) {
    return new Kubernetes(kind, "", new Labels(Map.of("example.com/team", "swarm", "empty", ""))).text(job, new RunFolder(Path.of("/data"), job.trial()));
  }

  static JsonNode tree(String text) throws IOException {
    return JSON.readTree(text);
  }

  /**
   * What a container sees of a text, as Kubernetes has it in third_party/forked/golang/expansion: a variable's value for
   * {@code $(NAME)}, one dollar for two, and all else as it is.
   */
  static String expanded(String text) {
    StringBuilder seen = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      seen.append(c);
      if (c != '$' || at == text.length()) continue;
      int end = text.indexOf(')', at);
      if (text.charAt(at) == '$') at++;
      else if (text.charAt(at) == '(' && end > 0) {
        seen.append("VALUE");
        at = end + 1;
      }
    }
    return seen.toString();
  }

  /** The last: before it there is a service, where it does not make that itself. */
  static JsonNode workload(Kind kind) throws IOException {
    return workload(text(kind, FULL));
  }

  static JsonNode workload(String text) throws IOException {
    JsonNode items = tree(text).get("items");
    return items.get(items.size() - 1);
  }

  static JsonNode template(Kind kind) throws IOException {
    JsonNode spec = workload(kind).get("spec");
    return switch (kind) {
      case JOB, STATEFULSET, DIJOB_1_0 -> spec.get("template");
      case JOBSET -> spec.get("replicatedJobs").get(0).get("template").get("spec").get("template");
      case MPIJOB -> spec.get("mpiReplicaSpecs").get("Launcher").get("template");
      case DIJOB -> spec.get("tasks").get(0).get("template");
    };
  }

  /** A tree as one of Kubernetes' types: it knows every field, and gives it back as it is. */
  static <T> T typed(JsonNode tree, Class<T> type) throws Exception {
    T value = JSON.treeToValue(tree, type);
    requireKnown(value, type.getSimpleName());
    assertThat(JSON.readTree(JSON.writeValueAsString(value))).isEqualTo(tree);
    return value;
  }

  /** A field that a type does not have it keeps among the additional ones. */
  private static void requireKnown(Object value, String path) throws ReflectiveOperationException {
    if (value instanceof Collection<?> all) for (Object each : all) requireKnown(each, path + "[]");
    if (value == null || !value.getClass().getName().startsWith("io.fabric8.")) return;
    for (Method getter : value.getClass().getMethods()) {
      if (getter.getParameterCount() > 0 || !getter.getName().startsWith("get")) continue;
      String field = path + "." + getter.getName().substring("get".length());
      boolean model = getter.getReturnType().getName().startsWith("io.fabric8.") && !getter.getReturnType().isEnum();
      if (getter.getName().equals("getAdditionalProperties")) assertThat((Map<?, ?>) getter.invoke(value)).as(path).isEmpty();
      else if (model || Collection.class.isAssignableFrom(getter.getReturnType())) requireKnown(getter.invoke(value), field);
    }
  }
}
