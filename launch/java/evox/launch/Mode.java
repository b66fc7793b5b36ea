package evox.launch;

import evox.launch.cluster.ClusterSpec;
import evox.launch.host.Local;
import evox.launch.host.Mpi;
import evox.launch.host.Ssh;
import evox.launch.job.Launcher;
import evox.launch.job.Overseer;
import evox.launch.kubernetes.Kind;
import evox.launch.kubernetes.Kubernetes;
import evox.launch.kubernetes.Labels;
import evox.launch.slurm.Slurm;
import evox.launch.word.Names;
import evox.launch.word.ShellWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A way to start jobs, by its name. */
enum Mode {
  LOCAL, SSH, MPI, SLURM, KUBERNETES, POOL;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Mode mode : values()) words.add(mode.word());
    return words;
  }

  static Mode of(String word, String as) {
    return values()[words().indexOf(Names.resolve("mode", word, as, words()))];
  }

  /** The one given, else that of the cluster. */
  static Mode of(Given given, ClusterSpec cluster) {
    String option = LaunchOptions.MODE.name();
    if (given.has(option)) return of(given.text(option), option + "=" + given.text(option));
    // As in ReaL, where processes of this machine join a cluster of Ray's.
    return cluster.type() == ClusterSpec.Type.RAY ? POOL : of(cluster.type().word(), "cluster_type=" + cluster.type().word());
  }

  Launcher launcher(Given given, ClusterSpec cluster) {
    return switch (this) {
      case LOCAL, POOL -> new Local();
      case SSH -> new Ssh(words(given, LaunchOptions.REMOTE_SHELL, Ssh.SHELL), Path.of("").toAbsolutePath());
      case MPI -> new Mpi(words(given, LaunchOptions.MPIRUN, Mpi.MPIRUN));
      case SLURM -> new Slurm(cluster);
      case KUBERNETES -> new Kubernetes(kind(given), given.has(LaunchOptions.NAMESPACE.name())
          ? given.text(LaunchOptions.NAMESPACE.name()) : "", new Labels(LaunchOptions.assignments(given, LaunchOptions.LABEL)));
    };
  }

  /** What Kubernetes is asked for. */
  static Kind kind(Given given) {
    String option = LaunchOptions.KIND.name();
    if (!given.has(option)) return Kind.JOB;
    String word = given.text(option);
    return Kind.values()[Kind.words().indexOf(Names.resolve("kind", word, option + "=" + word, Kind.words()))];
  }

  /** Who knows what became of jobs that were started in this way. */
  Overseer overseer(ClusterSpec cluster, String id) {
    return switch (this) {
      case LOCAL, SSH, MPI, POOL -> new LauncherProcess();
      case SLURM -> new Slurm(cluster);
      case KUBERNETES -> Kubernetes.of(id);
    };
  }

  private static List<String> words(Given given, Option option, List<String> otherwise) {
    if (!given.has(option.name())) return otherwise;
    List<String> words = ShellWords.of(given.text(option.name()));
    if (words.isEmpty()) throw new IllegalArgumentException(option.name() + " must name a program, got none");
    return words;
  }
}
