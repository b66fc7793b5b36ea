package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import evox.launch.job.RunFolder;
import evox.launch.job.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A site with a real Slurm of three nodes, node1 to node3, and a cluster file; and what its user does there. */
final class SlurmSite {

  /** Words of a run that ends soon. */
  static final List<String> SHORT = List.of("solve", "--algorithm", "PSO", "--problem", "ackley", "--dimension", "7",
      "--population", "100", "--generations", "20", "--threads", "1", "--json");

  /** Words of one that does not end. */
  static final List<String> ENDLESS = List.of("solve", "--algorithm", "CMAES", "--problem", "sphere", "--dimension",
      "2", "--generations", "1000000000", "--threads", "1");

  /** A letter beyond ASCII, where the locale of this test has it. */
  static final String LETTER = System.getProperty("sun.jnu.encoding").equals("UTF-8") ? "é" : "e";

  private final Path root;
  private final Path fileroot;
  private final SlurmCluster slurm;

  private SlurmSite(Path root, Path fileroot, SlurmCluster slurm) {
    this.root = root;
    this.fileroot = fileroot;
    this.slurm = slurm;
  }

  /** Starts it; the test is skipped where that is not possible. */
  static SlurmSite start(Path root) throws Exception {
    return start(root, "a 'root' with 100% \"$(odd)\" letters " + LETTER);
  }

  /** With a fileroot of that name. */
  static SlurmSite start(Path root, String fileroot) throws Exception {
    SlurmSite site = new SlurmSite(root, root.resolve(fileroot), SlurmCluster.start(3));
    site.describe("");
    return site;
  }

  /** Writes the cluster file, with more keys and their values. */
  void describe(String more) throws Exception {
    Files.writeString(cluster(), "{\"cluster_type\": \"slurm\", \"cluster_name\": \"test\", \"fileroot\": \""
        + fileroot.toString().replace("\"", "\\\"") + "\"" + more + "}");
  }

  Path cluster() {
    return root.resolve("cluster.json");
  }

  SlurmCluster slurm() {
    return slurm;
  }

  RunFolder folder(String trial) {
    return new RunFolder(fileroot, Trial.parse(System.getProperty("user.name"), trial));
  }

  JarProcess.Ended evox(String command, List<String> options, List<String> program) throws Exception {
    return slurm.run(words(command, options, program).toArray(new String[0]));
  }

  List<String> words(String command, List<String> options, List<String> program) {
    List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
        JarProcess.JAR.toString(), command, "--cluster", cluster().toString()));
    words.addAll(options);
    words.addAll(program);
    return words;
  }

  JarProcess.Ended ask(String command, String trial) throws Exception {
    return evox(command, List.of("--trial", trial), List.of());
  }

  void submit(String trial, List<String> program, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("--trial", trial));
    all.addAll(List.of(options));
    JarProcess.Ended ended = evox("submit", all, program);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).matches("[0-9]+\n");
  }

  String state(String trial) {
    try {
      return ask("status", trial).out().lines().findFirst().orElse("").replaceFirst("state +slurm [0-9]+ +", "");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static String digestAlone() {
    return Digests.of(JarProcess.here().run(SHORT.toArray(new String[0])));
  }

  /** Until process 0 of an endless job tells of its generations. */
  void awaitGenerations(String trial) {
    LocalWorld.await(() -> {
      try {
        return ask("logs", trial).err().contains("generation ");
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    });
  }

  /** Ends it; whatever the tests did, nothing of it runs any more. */
  void end() throws Exception {
    try {
      assertThat(slurm.run("squeue", "--noheader").out()).isEmpty();
      assertThat(slurm.run("ps", "-C", "java", "-o", "args=").out()).isEmpty();
    } finally {
      slurm.close();
    }
  }
}
