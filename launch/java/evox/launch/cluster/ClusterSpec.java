package evox.launch.cluster;

import evox.launch.word.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is to be known of a site to run there: ReaL's cluster file. Its keys are those of ReaL, and so is what they mean
 * and what they are where they are left out.
 *
 * <p>Mei, Fu, Li, Wang, Zhang, Wu: ReaL: Efficient RLHF Training of Large Language Models with Parameter Reallocation.
 * MLSys 2025. doi:10.48550/arXiv.2406.14088
 *
 * @param type what starts processes there
 * @param name for people
 * @param fileroot the folder for logs and checkpoints, which all hosts share
 * @param defaultMount what containers see of the hosts, {@code /path:/path,...}; empty for nothing
 * @param nodeTypes types of nodes by regular expressions that a host's name begins with; the first that fits counts
 * @param gpuTypes types of GPUs, in the same way
 * @param cpuImage container image of processes without GPUs; empty for none
 * @param gpuImage container image of processes with GPUs; empty for none
 * @param nodePrefix what hosts' names begin with where only their numbers are said
 */
public record ClusterSpec(Type type, String name, Path fileroot, String defaultMount, Map<Pattern, String> nodeTypes,
    Map<Pattern, String> gpuTypes, String cpuImage, String gpuImage, String nodePrefix) {

  /** The environment variable that names the file. */
  public static final String VARIABLE = "CLUSTER_SPEC_PATH";

  static final String NODE_PREFIX = "NODE";

  /** What starts processes at a site. */
  public enum Type {
    LOCAL, SSH, MPI, SLURM, KUBERNETES, RAY;

    /** As it is written in a file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
      List<String> words = new ArrayList<>();
      for (Type type : values()) words.add(type.word());
      return words;
    }
  }

  /** This machine, where no file says otherwise. */
  public static ClusterSpec local(Path home) {
    return new ClusterSpec(Type.LOCAL, "local", home.resolve(".cache").resolve("evox"), "", Map.of(), Map.of(), "", "",
        NODE_PREFIX);
  }

  /**
   * The site that a file describes: the one given, or the one that the environment names, or this machine.
   *
   * @param file null where none was given
   * @throws IllegalArgumentException with the line and the column, if a file cannot be read or says what makes no sense
   */
  public static ClusterSpec find(String file, Map<String, String> environment) {
    String named = file != null ? file : environment.getOrDefault(VARIABLE, "");
    if (named.isEmpty()) return local(Path.of(System.getProperty("user.home")));
    return ClusterFile.read(Path.of(named));
  }

  /** The type of a host. */
  public Optional<String> nodeType(String host) {
    return first(nodeTypes, host);
  }

  /** The type of a host's GPUs. */
  public Optional<String> gpuType(String host) {
    return first(gpuTypes, host);
  }

  /**
   * The hosts of a type among some.
   *
   * @throws IllegalArgumentException if there is none, with the types that there are
   */
  public HostList ofType(String type, HostList hosts) {
    String known = Names.resolve("node type", type, type, nodeTypes.values().stream().distinct().toList());
    HostList left = new HostList(hosts.hosts().stream().filter(host -> nodeType(host).equals(Optional.of(known))).toList());
    if (left.size() > 0) return left;
    throw new IllegalArgumentException("a host must be of node type " + known + ", got hosts=" + hosts);
  }

  /** The container image for processes with so many GPUs; empty for none. */
  public String image(int gpus) {
    return gpus > 0 ? gpuImage : cpuImage;
  }

  private static Optional<String> first(Map<Pattern, String> types, String host) {
    return types.entrySet().stream().filter(type -> type.getKey().matcher(host).lookingAt()).map(Map.Entry::getValue)
        .findFirst();
  }
}
