package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import evox.launch.job.RunFolder;
import evox.launch.job.Tool;
import evox.launch.job.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs on a real Kubernetes, from their submission to nothing. Which, the variable EVOX_TEST_KUBECONFIG says: kubectl's
 * file, whose namespace the jobs are put into. EVOX_TEST_IMAGE is the image of launch/Dockerfile as the cluster finds it;
 * without it the pods must see this machine's files.
 */
class KubernetesTest {

  private static final Pattern DIGEST = Pattern.compile("\\{\"algorithm\".*\"digest\":\"([0-9a-f]{64})\"");

  private static final List<String> SHORT = List.of("solve", "--algorithm", "PSO", "--problem", "ackley", "--dimension", "7",
      "--population", "100", "--generations", "20", "--threads", "1", "--json");

  /** Long enough to be met by what is done to it as soon as its world is there. */
  private static final List<String> LONG = List.of("solve", "--algorithm", "CMAES", "--problem", "sphere", "--dimension", "2",
      "--generations", "10000", "--threads", "1", "--json");

  private static final List<String> ENDLESS = List.of("solve", "--algorithm", "CMAES", "--problem", "sphere", "--dimension",
      "2", "--generations", "1000000000", "--threads", "1");

  private static final List<String> THREE = List.of("--kind", "statefulset", "--processes", "3");

  @TempDir
  private static Path root;

  private static String kubeconfig;

  @BeforeAll
  static void start() throws Exception {
    kubeconfig = System.getenv("EVOX_TEST_KUBECONFIG");
    Assumptions.assumeTrue(kubeconfig != null, "no Kubernetes: EVOX_TEST_KUBECONFIG must name kubectl's file for one");
    Files.writeString(root.resolve("cluster.json"),
        "{\"cluster_type\": \"kubernetes\", \"cluster_name\": \"test\", \"fileroot\": \"" + root + "\"}");
  }

  /** Whatever the tests did, nothing of it is there any more. */
  @AfterAll
  static void end() {
    if (kubeconfig == null) return;
    assertThat(kubectl("get", "all,secrets", "--selector=app.kubernetes.io/name=evox-spmd", "--output=name")).isEmpty();
  }

  private static String kubectl(String... words) {
    List<String> command = new ArrayList<>(List.of("kubectl", "--kubeconfig=" + kubeconfig));
    command.addAll(List.of(words));
    return Tool.require(command, "");
  }

  private static JarProcess.Ended evox(String command, List<String> options, List<String> program) {
    List<String> words = new ArrayList<>(List.of(command, "--cluster", root.resolve("cluster.json").toString()));
    words.addAll(options);
    words.addAll(program);
    return JarProcess.here().with("KUBECONFIG", kubeconfig).run(words.toArray(new String[0]));
  }

  private static JarProcess.Ended ask(String command, String trial) {
    return evox(command, List.of("--trial", trial), List.of());
  }

  private static JarProcess.Ended start(String command, String trial, List<String> program, List<String> kind, String... more) {
    return evox(command, options(trial, kind, more), program);
  }

  private static List<String> options(String trial, List<String> kind, String... more) {
    String image = System.getenv("EVOX_TEST_IMAGE");
    List<String> options = new ArrayList<>(List.of("--trial", trial, "--image", image == null ? "evox-spmd" : image));
    if (image != null) options.addAll(List.of("--java", "java", "--jar", "/opt/evox/evox-spmd.jar"));
    options.addAll(kind);
    options.addAll(List.of(more));
    return options;
  }

  private static void submit(String trial, List<String> program, String... more) {
    JarProcess.Ended ended = start("submit", trial, program, THREE, more);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).isEqualTo("/statefulset/" + name(trial) + "\n");
  }

  private static String state(String trial) {
    return ask("status", trial).out().lines().findFirst().orElse("").replaceFirst("state +kubernetes [^ ]+ +", "");
  }

  private static String digest(String text) {
    var match = DIGEST.matcher(text);
    assertThat(match.find()).as(text).isTrue();
    return match.group(1);
  }

  private static String digestAlone(List<String> program) {
    return digest(JarProcess.here().run(program.toArray(new String[0])).out());
  }

  /** What a trial's objects are called. */
  private static String name(String trial) {
    RunFolder folder = new RunFolder(root, Trial.parse(System.getProperty("user.name"), trial));
    return trial.replace('/', '-') + "-" + folder.key().substring(0, 8);
  }

  /** All that still is there of a trial. */
  private static String left(String trial) {
    return kubectl("get", "all,secrets", "--selector=evox-run=" + name(trial), "--output=name");
  }

  private static void awaitLog(String trial, String text) {
    LocalWorld.await(() -> ask("logs", trial).out().contains(text));
  }

  @Test
  void threePodsEndWithTheDigestOfOneProcess() {
    JarProcess.Ended ended = start("launch", "whole/1", SHORT, THREE);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(digest(ended.out())).isEqualTo(digestAlone(SHORT));
    assertThat(ended.out()).contains("world of 3 processes by EVOX_POD").contains("\"ranks\":3");
    assertThat(ended.err()).contains("job /statefulset/" + name("whole/1") + ": COMPLETED on ");
    assertThat(left("whole/1")).isEmpty();
    assertThat(ask("status", "whole/1").out()).contains("COMPLETED").containsPattern("seed +42\n")
        .containsPattern("exit codes +0 0 0\n");
    assertThat(digest(ask("logs", "whole/1").out())).isEqualTo(digestAlone(SHORT));
    assertThat(evox("logs", List.of("--trial", "whole/1", "--process", "2"), List.of()).code()).isZero();
    assertThat(ask("wait", "whole/1").code()).isZero();
  }

  @Test
  void onePodIsAJobOfAnyKubernetes() {
    JarProcess.Ended ended = start("launch", "one/1", SHORT, List.of());
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(digest(ended.out())).isEqualTo(digestAlone(SHORT));
    assertThat(left("one/1")).isEmpty();
  }

  @Test
  void aWorldThatLosesAPodStartsAgain() {
    submit("lost/1", LONG, "--restarts", "3");
    awaitLog("lost/1", "world of 3");
    kubectl("delete", "pod", name("lost/1") + "-1", "--wait=false");
    JarProcess.Ended ended = ask("wait", "lost/1");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(digest(ask("logs", "lost/1").out())).isEqualTo(digestAlone(LONG));
    assertThat(left("lost/1")).isEmpty();
  }

  @Test
  void withoutRestartsAWorldThatLosesAPodHasFailed() {
    submit("lost/2", ENDLESS);
    awaitLog("lost/2", "generation ");
    kubectl("delete", "pod", name("lost/2") + "-1", "--wait=false");
    assertThat(ask("wait", "lost/2").code()).isEqualTo(1);
    assertThat(state("lost/2")).containsPattern("^FAILED \\(" + name("lost/2") + "-[02] ended with Error\\)");
    assertThat(left("lost/2")).isEmpty();
  }

  @Test
  void aProgramThatFailsFailsItsJob() {
    List<String> nothing = List.of("run", "/nowhere/Program.java");
    for (List<String> kind : List.of(THREE, List.<String>of())) {
      JarProcess.Ended ended = start("launch", "fails/" + kind.size(), nothing, kind);
      assertThat(ended.code()).as(ended.err()).isEqualTo(1);
      assertThat(ended.out()).contains("/nowhere/Program.java");
      assertThat(left("fails/" + kind.size())).isEmpty();
    }
  }

  @Test
  void aPodThatFitsNowhereWaitsAndTheSchedulersReasonIsShown() {
    submit("never/1", SHORT, "--cores", "9999");
    LocalWorld.await(() -> state("never/1").matches("PENDING \\(0/[0-9]+ nodes are available: .*Insufficient cpu.*"));
    assertThat(ask("stop", "never/1").out()).startsWith("never/1  CANCELLED");
    assertThat(left("never/1")).isEmpty();
  }

  @Test
  void aStoppedJobIsCancelledAndWhatItSaidIsKept() {
    submit("stop/1", ENDLESS);
    awaitLog("stop/1", "generation ");
    assertThat(state("stop/1")).startsWith("RUNNING on ");
    JarProcess.Ended stopped = ask("stop", "stop/1");
    assertThat(stopped.code()).as(stopped.err()).isZero();
    assertThat(stopped.out()).startsWith("stop/1  CANCELLED");
    assertThat(left("stop/1")).isEmpty();
    assertThat(ask("wait", "stop/1").code()).isEqualTo(3);
    assertThat(ask("logs", "stop/1").out()).contains("generation ");
  }

  @Test
  void aLaunchThatIsAskedToEndEndsItsJob() throws Exception {
    List<String> words = new ArrayList<>(List.of("launch", "--cluster", root.resolve("cluster.json").toString()));
    words.addAll(options("ctrl/1", THREE));
    words.addAll(ENDLESS);
    Process launch = JarProcess.here().with("KUBECONFIG", kubeconfig).start(root.resolve("out"), root.resolve("err"), List.of(),
        words.toArray(new String[0]));
    String ofTheTrial = "--selector=evox-run=" + name("ctrl/1");
    LocalWorld.await(() -> kubectl("get", "pods", ofTheTrial, "--output=name").lines().count() == 3);
    awaitLog("ctrl/1", "world of 3");
    launch.destroy();
    launch.waitFor();
    assertThat(left("ctrl/1")).isEmpty();
    assertThat(ask("wait", "ctrl/1").code()).isEqualTo(3);
  }

  @Test
  void aJobThatIsDeletedByOthersIsCancelled() {
    submit("gone/1", ENDLESS);
    awaitLog("gone/1", "world of 3");
    kubectl("delete", "statefulset", name("gone/1"));
    assertThat(ask("wait", "gone/1").code()).isEqualTo(3);
    assertThat(left("gone/1")).isEmpty();
  }

  @Test
  void twoJobsAtOnceDoNotMeet() {
    for (String trial : List.of("two/1", "two/2")) submit(trial, SHORT);
    for (String trial : List.of("two/1", "two/2")) {
      assertThat(ask("wait", trial).code()).isZero();
      assertThat(digest(ask("logs", trial).out())).isEqualTo(digestAlone(SHORT));
    }
  }

  @Test
  void whatOthersHaveCalledByTheNameIsLeftAlone() {
    String name = name("others/1");
    kubectl("create", "service", "clusterip", name, "--tcp=80:80");
    try {
      JarProcess.Ended ended = start("submit", "others/1", SHORT, THREE);
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).startsWith("kubectl must succeed, got exit code 1: ")
          .contains("\"" + name + "\" already exists");
      assertThat(left("others/1")).isEmpty();
      assertThat(kubectl("get", "service", name, "--output=jsonpath={.spec.ports[0].port}")).isEqualTo("80");
    } finally {
      kubectl("delete", "service", name);
    }
  }

  @Test
  void aRefusedJobLeavesNothing() {
    for (int attempt = 0; attempt < 2; attempt++) {
      JarProcess.Ended ended = start("submit", "refused/1", SHORT, List.of(), "--resource", "a:b=1");
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).startsWith("kubectl must succeed, got exit code 1: ").contains("a:b").hasLineCount(1);
      assertThat(left("refused/1")).isEmpty();
    }
  }

  @Test
  void aPodThatMayNotBeIsWaitedForAndTheServersReasonIsShown() {
    JarProcess.Ended submitted = start("submit", "invalid/1", SHORT, THREE, "--resource", "a:b=1");
    Assumptions.assumeTrue(submitted.code() == 0, "this Kubernetes looks into a stateful set's template at once");
    LocalWorld.await(() -> state("invalid/1").matches("PENDING \\(create Pod " + name("invalid/1") + "-[0-2] .*a:b.*"));
    assertThat(ask("stop", "invalid/1").out()).startsWith("invalid/1  CANCELLED");
    assertThat(left("invalid/1")).isEmpty();
  }

  @Test
  void withoutAClusterTheErrorSaysSo() {
    List<String> words = new ArrayList<>(List.of("submit", "--cluster", root.resolve("cluster.json").toString(), "--image",
        "evox-spmd", "--trial", "none/1"));
    words.addAll(SHORT);
    JarProcess.Ended ended = JarProcess.here().with("KUBECONFIG", root.resolve("none").toString())
        .run(words.toArray(new String[0]));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith("kubectl must succeed, got exit code 1: ").contains("localhost:8080").hasLineCount(1);
  }
}
