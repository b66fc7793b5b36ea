package evox.launch;

import evox.launch.cluster.ClusterSpec;
import evox.launch.job.Container;
import evox.launch.job.Job;
import evox.launch.job.Placement;
import evox.launch.job.Supervision;
import evox.launch.job.Trial;
import evox.pool.Resources;
import evox.pool.WorkerProcess;
import evox.world.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options that say what is to run where. */
final class LaunchOptions {

  static final Option MODE = Option.of("--mode", "NAME", "local, ssh, mpi, slurm, kubernetes or pool; the cluster's "
      + "type by default");
  static final Option TRIAL = Option.of("--trial", "EXPERIMENT/TRIAL", "the run's name; the command and the time by default");
  static final Option REMOTE_SHELL = Option.of("--remote-shell", "COMMAND", "in place of ssh, for mode ssh");
  static final Option MPIRUN = Option.of("--mpirun", "COMMAND", "mpirun with its options, for mode mpi");
  static final Option KIND = Option.of("--kind", "NAME", "job, statefulset, jobset, mpijob, dijob or dijob-1-0; for mode "
      + "kubernetes");
  static final Option LABEL = Option.repeated("--label", "NAME=VALUE", "of what Kubernetes is asked for, and of its pods");
  static final Option NAMESPACE = Option.of("--namespace", "NAME", "of Kubernetes; kubectl's by default");
  private static final Option POOL = Option.of("--pool", "HOST:PORT", "the processes join a running pool, whose token "
      + "EVOX_TOKEN has; EVOX_POOL by default in mode pool");
  static final Option DRY_RUN = Option.flag("--dry-run", "print what would be handed on, and do nothing");

  static final Option CORES = Option.of("--cores", "N", "cores of a process");
  static final Option MEMORY = Option.of("--memory", "SIZE", "memory of a process: 500M, 16G");
  static final Option GPUS = Option.of("--gpus", "N", "GPUs of a process");
  static final Option RESOURCE = Option.repeated("--resource", "NAME=N", "anything else that a host must have (--gres)");
  private static final Option ENV = Option.repeated("--env", "NAME=VALUE", "put into the processes' environment");
  static final Option IMAGE = Option.of("--image", "IMAGE", "container image; the cluster file's by default, "
      + "none for none");
  static final Option MOUNT = Option.repeated("--mount", "SOURCE:TARGET", "seen by the container");
  static final Option WORKDIR = Option.of("--workdir", "FOLDER", "where the container starts");
  static final Option CONTAINER = Option.repeated("--container", "FLAG[=VALUE]", "another flag of Pyxis: "
      + "writable, no-mount-home, name=x ...");
  static final Option RESTARTS = Option.of("--restarts", "N", "start again so often when processes are lost; 0");
  static final Option BACKOFF = Option.of("--backoff", "S", "seconds before the first restart, doubled for each; 1");
  static final Option GRACE = Option.of("--grace", "S", "seconds to end in before being killed; 10");
  static final Option MINIMUM = Option.of("--minimum", "N", "go on with so many processes when hosts are lost; all");
  private static final Option JAVA = Option.of("--java", "FILE", "java of the hosts; the one that runs this by default");
  private static final Option JAR = Option.of("--jar", "FILE", "jar on the hosts; the one that runs this by default");

  static final List<Option> ALL = List.of(MODE, RunOptions.CLUSTER, TRIAL, PlacementOptions.NODES, PlacementOptions.HOSTS,
      PlacementOptions.EXCLUDE, PlacementOptions.NODE_TYPE, CORES, MEMORY, GPUS, RESOURCE, PlacementOptions.PARTITION,
      PlacementOptions.ACCOUNT, PlacementOptions.CONSTRAINT, PlacementOptions.LIMIT, ENV, IMAGE, MOUNT, WORKDIR, CONTAINER,
      RESTARTS, BACKOFF, GRACE, MINIMUM, POOL, REMOTE_SHELL, MPIRUN, KIND, NAMESPACE, LABEL, JAVA, JAR, DRY_RUN);

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private LaunchOptions() {}

  static Job job(Given given, ClusterSpec cluster, Mode mode) {
    Integer processes = given.processes().processes();
    Resources each = resources(given);
    // What is not said of the processes in words may be said in the environment, which those elsewhere don't share.
    Map<String, String> environment = new LinkedHashMap<>(Settings.in(System.getenv()));
    String password = System.getenv(Settings.PASSWORD);
    // With the others it would be among what many can read, or goes along by itself.
    if (password != null && (mode == Mode.SSH || mode == Mode.MPI)) environment.put(Settings.PASSWORD, password);
    Placement placement = PlacementOptions.of(given, cluster, mode);
    // GPUs are asked for by how many, or by their numbers.
    int gpus = (int) each.gpus() + placement.allocation().gpus().size();
    Container container = container(given, cluster, cluster.image(gpus));
    environment.putAll(container.locale());
    environment.putAll(assignments(given, ENV));
    String pool = pool(given, mode);
    if (!pool.isEmpty()) environment.put(WorkerProcess.VARIABLE, pool);
    return new Job(trial(given), command(given), environment, processes == null ? 1 : processes, each, placement,
        container, supervision(given));
  }

  /** Where the pool is that the processes join; empty for a world of their own. */
  private static String pool(Given given, Mode mode) {
    if (given.has(POOL.name())) return given.text(POOL.name());
    if (mode != Mode.POOL) return "";
    String address = System.getenv().getOrDefault(WorkerProcess.VARIABLE, "");
    if (!address.isEmpty()) return address;
    throw new IllegalArgumentException("mode pool must know the pool to join, got none; give --pool HOST:PORT or set "
        + WorkerProcess.VARIABLE);
  }

  private static Trial trial(Given given) {
    if (given.has(TRIAL.name())) return Trial.parse(RunOptions.user(), given.text(TRIAL.name()));
    return new Trial(RunOptions.user(), given.parameters().getFirst().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", ""),
        LocalDateTime.now().format(TIME));
  }

  /** This program again, with the words that follow, and those on how a world's processes work together. */
  private static List<String> command(Given given) {
    List<String> words = new ArrayList<>();
    Path own = Path.of(System.getProperty("java.home"), "bin", "java");
    words.add(given.has(JAVA.name()) ? given.text(JAVA.name()) : own.toString());
    String jar = given.has(JAR.name()) ? given.text(JAR.name()) : System.getProperty("java.class.path");
    if (!jar.endsWith(".jar")) throw new IllegalArgumentException("--jar must name the program's jar, got --jar=" + jar);
    words.addAll(List.of("-jar", given.has(JAR.name()) ? jar : Path.of(jar).toAbsolutePath().toString()));
    given.processes().settings().forEach((option, value) -> words.addAll(List.of(option, value)));
    words.addAll(given.parameters());
    return words;
  }

  private static Resources resources(Given given) {
    Map<String, Double> custom = new LinkedHashMap<>();
    assignments(given, RESOURCE).forEach((name, amount) -> custom.put(name, amount(name, amount)));
    return new Resources(given.has(CORES.name()) ? given.positiveInt(CORES.name(), 0) : 0,
        given.has(GPUS.name()) ? given.positiveInt(GPUS.name(), 0) : 0, memory(given), custom);
  }

  private static double amount(String name, String amount) {
    if (amount.matches("[1-9][0-9]{0,8}") && name.matches("[A-Za-z0-9_.:/-]+")) return Double.parseDouble(amount);
    throw new IllegalArgumentException("--resource must be NAME=N with a whole number of 1 or more, got " + name + "=" + amount);
  }

  /** In bytes. */
  private static long memory(Given given) {
    String size = given.text(MEMORY.name());
    if (size == null) return 0;
    if (!size.matches("[1-9][0-9]{0,8}[KMGT]")) {
      throw new IllegalArgumentException("--memory must be a size such as 500M or 16G, got --memory=" + size);
    }
    int last = size.length() - 1;
    return Long.parseLong(size.substring(0, last)) << 10 * ("KMGT".indexOf(size.charAt(last)) + 1);
  }

  private static Container container(Given given, ClusterSpec cluster, String byDefault) {
    String image = given.has(IMAGE.name()) ? given.text(IMAGE.name()) : byDefault;
    if (image.equals("none")) image = "";
    List<String> mounts = new ArrayList<>();
    if (!image.isEmpty() && !cluster.defaultMount().isEmpty()) mounts.addAll(List.of(cluster.defaultMount().split(",")));
    mounts.addAll(given.all(MOUNT.name()));
    Map<String, String> flags = new LinkedHashMap<>();
    for (String flag : given.all(CONTAINER.name())) {
      String[] parts = flag.split("=", 2);
      flags.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return new Container(image, mounts, given.has(WORKDIR.name()) ? given.text(WORKDIR.name()) : "", flags);
  }

  private static Supervision supervision(Given given) {
    Supervision none = Supervision.NONE;
    return new Supervision(given.count(RESTARTS.name(), none.restarts()), seconds(given, BACKOFF, none.backoff()),
        seconds(given, GRACE, none.grace()), given.positiveInt(MINIMUM.name(), none.minimum()));
  }

  private static Duration seconds(Given given, Option option, Duration otherwise) {
    double seconds = given.number(option.name(), otherwise.toMillis() / 1000.0);
    if (seconds >= 0 && seconds <= 1e6) return Duration.ofMillis((long) (seconds * 1000));
    throw new IllegalArgumentException(option.name() + " must be seconds, 0 or more, got " + option.name() + "=" + seconds);
  }

  static Map<String, String> assignments(Given given, Option option) {
    Map<String, String> assignments = new LinkedHashMap<>();
    for (String assignment : given.all(option.name())) {
      int equals = assignment.indexOf('=');
      if (equals < 1) throw new IllegalArgumentException(option.name() + " must be NAME=VALUE, got " + option.name() + " " + assignment);
      assignments.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    return assignments;
  }
}
