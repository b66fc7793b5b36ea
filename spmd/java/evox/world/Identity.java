package evox.world;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Which process this is.
 *
 * @param rule what said so, for people
 * @param id its number
 * @param processes how many there are
 * @param meeting where they find one another; null where that was not said
 */
record Identity(String rule, int id, int processes, Meeting meeting) {

  Identity {
    if (processes < 1) {
      throw new IllegalArgumentException("number of processes must be 1 or more, got processes=" + processes);
    }
    if (id < 0 || id >= processes) {
      throw new IllegalArgumentException("process id must be in [0, " + processes
          + "), the number of processes, got id=" + id);
    }
  }

  /** One process by itself. */
  static final Identity ALONE = new Identity("alone", 0, 1, null);

  /** The ports from which one is taken by the number of a job. */
  private static final int FIRST_PORT = 61440;
  private static final int PORTS = 4096;

  /** Steps of a job before their ports may be those of the next job. */
  private static final int STEPS = 16;

  private static final String PMIX = "PMIX_RANK";

  /** What DI-orchestrator's pods listen at. */
  private static final int DI_PORT = 22270;

  /**
   * What the environment says, by the first rule of the list that it matches.
   *
   * @throws IllegalArgumentException if a rule matches and its variables make no sense
   */
  static Identity detect(Map<String, String> environment) {
    Identity found = found(environment);
    String coordinator = environment.get("EVOX_COORDINATOR");
    return coordinator == null || found == ALONE ? found
        : new Identity(found.rule(), found.id(), found.processes(), meeting(coordinator));
  }

  /** Whether a launcher said that it started processes on several machines, and not where they meet. */
  static boolean ofSeveralMachines(Map<String, String> environment) {
    return found(environment).meeting() == null;
  }

  /** What is to be said of a world of one process; null where nothing hints at others. */
  String noticeOfOne(Map<String, String> environment) {
    if (!rule.equals(ALONE.rule)) return "world of 1 process by " + rule;
    Environment e = new Environment(environment);
    String missing = e.has("JOB_COMPLETION_INDEX") || e.has("EVOX_PROCESS_ID") ? e.missing("EVOX_PROCESSES")
        : e.has("RANK", "WORLD_SIZE") ? e.missing("MASTER_ADDR", "MASTER_PORT") : null;
    return missing == null ? null : "one of several processes must be told " + missing + " too, got none; this one is alone";
  }

  private static Identity found(Map<String, String> environment) {
    Environment e = new Environment(environment);
    Identity found = evox(e);
    if (found == null) found = openMpi(e);
    if (found == null) found = pmix(e);
    if (found == null) found = pmi(e);
    if (found == null) found = slurm(e);
    if (found == null) found = di(e);
    if (found == null) found = firstDi(e);
    if (found == null) found = kubernetes(e);
    if (found == null) found = torch(e);
    if (found == null && e.has(PMIX)) {
      throw new IllegalArgumentException("a launcher that speaks PMIx says which rank a process is and not how many there"
          + " are, got " + PMIX + "=" + e.text(PMIX) + "; set EVOX_PROCESSES to their number");
    }
    return found == null ? ALONE : found;
  }

  /** A file of this machine, host:file, or host:port. */
  static Meeting meeting(String text) {
    if (text.startsWith("/")) return new Meeting.Published(Path.of(text));
    int file = text.indexOf(":/");
    return file < 1 ? Meeting.At.parse(text)
        : new Meeting.Published(text.substring(0, file), Path.of(text.substring(file + 1)));
  }

  private static Identity evox(Environment e) {
    if (!e.has("EVOX_PROCESS_ID", "EVOX_PROCESSES")) return null;
    return new Identity("EVOX_PROCESS_ID", e.number("EVOX_PROCESS_ID"), e.number("EVOX_PROCESSES"), null);
  }

  private static Identity openMpi(Environment e) {
    if (!e.has("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE")) return null;
    int size = e.number("OMPI_COMM_WORLD_SIZE");
    boolean oneHost = e.has("OMPI_COMM_WORLD_LOCAL_SIZE") && e.number("OMPI_COMM_WORLD_LOCAL_SIZE") == size;
    String job = e.has("PMIX_NAMESPACE") ? e.text("PMIX_NAMESPACE") : e.text("OMPI_MCA_ess_base_jobid");
    return new Identity("OMPI_COMM_WORLD_RANK", e.number("OMPI_COMM_WORLD_RANK"), size,
        oneHost ? published(folderOfLauncher(e), "ompi-" + job) : null);
  }

  /** One that goes with the job, whatever becomes of its processes; that of all programs where there is none. */
  private static Path folderOfLauncher(Environment e) {
    if (!e.has("PMIX_SERVER_TMPDIR")) return folderOfAll();
    Path folder = Path.of(e.text("PMIX_SERVER_TMPDIR"));
    return Files.isWritable(folder) ? folder : folderOfAll();
  }

  private static Path folderOfAll() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** PMIx by itself, without the variables of the launcher or MPI around it. */
  private static Identity pmix(Environment e) {
    if (!e.has(PMIX, "EVOX_PROCESSES")) return null;
    return stepOr(e, new Identity(PMIX, e.number(PMIX), e.number("EVOX_PROCESSES"), null));
  }

  private static Identity pmi(Environment e) {
    if (!e.has("PMI_RANK", "PMI_SIZE")) return null;
    int size = e.number("PMI_SIZE");
    boolean oneHost = e.has("MPI_LOCALNRANKS") && e.number("MPI_LOCALNRANKS") == size;
    // The launcher's helper is the parent of all ranks of a host.
    long parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    return stepOr(e, new Identity("PMI_RANK", e.number("PMI_RANK"), size, oneHost ? published("pmi-" + parent) : null));
  }

  /** An srun that speaks PMI or PMIx numbers its tasks alike; those of another launcher's helper it knows nothing of. */
  private static Identity stepOr(Environment e, Identity found) {
    Identity step = slurm(e);
    return step != null && step.id() == found.id() && step.processes() == found.processes() ? step : found;
  }

  /** The step's variables: those of the job describe what was asked for, not what was started. */
  private static Identity slurm(Environment e) {
    if (!e.has("SLURM_PROCID", "SLURM_STEP_NUM_TASKS", "SLURM_JOB_ID", "SLURM_STEP_ID")) return null;
    long job = e.unsigned("SLURM_JOB_ID");
    long step = e.unsigned("SLURM_STEP_ID");
    boolean oneHost = e.has("SLURM_STEP_NUM_NODES") && e.number("SLURM_STEP_NUM_NODES") == 1;
    Meeting meeting = oneHost ? published("slurm-" + job + "-" + step)
        : new Meeting.Derived("slurm step " + job + "." + step, new Meeting.At(firstHost(e.text("SLURM_STEP_NODELIST")),
            FIRST_PORT + (int) Math.floorMod(job * STEPS + step, (long) PORTS)));
    return new Identity("SLURM_PROCID", e.number("SLURM_PROCID"), e.number("SLURM_STEP_NUM_TASKS"), meeting);
  }

  /** The first of a host list: {@code node[07-09,12],login} begins with node07. */
  private static String firstHost(String list) {
    int bracket = list.indexOf('[');
    int comma = list.indexOf(',');
    if (bracket < 0 || (comma >= 0 && comma < bracket)) return comma < 0 ? list : list.substring(0, comma);
    return list.substring(0, bracket) + list.substring(bracket + 1).split("[-,\\]]", 2)[0];
  }

  private static Identity di(Environment e) {
    if (!e.has("DI_RANK", "DI_NODES")) return null;
    String[] nodes = e.text("DI_NODES").split(",");
    return new Identity("DI_RANK", e.number("DI_RANK"), nodes.length, new Meeting.At(nodes[0].strip(), DI_PORT));
  }

  /** DI-orchestrator 1.0 hands each pod words for ditask: {@code --node-ids=2} and, but for the first, whom to join. */
  private static Identity firstDi(Environment e) {
    if (!e.has("DI_NODE_IDS_ARG", "EVOX_PROCESSES")) return null;
    String id = e.text("DI_NODE_IDS_ARG").strip();
    if (!id.matches("--node-ids=[0-9]{1,9}")) {
      throw new IllegalArgumentException("DI_NODE_IDS_ARG must be --node-ids=N, got DI_NODE_IDS_ARG=" + id);
    }
    String[] joins = e.has("DI_ATTACHED_NODES_ARG") ? e.text("DI_ATTACHED_NODES_ARG").strip().split("tcp://|,")
        : new String[0];
    Meeting.At first = joins.length > 1 ? Meeting.At.parse(joins[1]) : new Meeting.At("localhost", DI_PORT);
    return new Identity("DI_NODE_IDS_ARG", Integer.parseInt(id.substring(id.indexOf('=') + 1)),
        e.number("EVOX_PROCESSES"), first);
  }

  /**
   * Kubernetes says which pod of an indexed job this is; of a stateful set the number ends the pod's name, which is also
   * its host's. How many there are is left to the manifest.
   */
  private static Identity kubernetes(Environment e) {
    if (!e.has("EVOX_PROCESSES")) return null;
    if (e.has("JOB_COMPLETION_INDEX")) return pod("JOB_COMPLETION_INDEX", e.number("JOB_COMPLETION_INDEX"), e);
    String name = e.has("EVOX_POD") ? "EVOX_POD" : e.has("KUBERNETES_SERVICE_HOST", "HOSTNAME") ? "HOSTNAME" : null;
    if (name == null || !e.text(name).matches(".+-[0-9]{1,9}")) return null;
    return pod(name, Integer.parseInt(e.text(name).substring(e.text(name).lastIndexOf('-') + 1)), e);
  }

  private static Identity pod(String rule, int id, Environment e) {
    return new Identity(rule, id, e.number("EVOX_PROCESSES"), null);
  }

  private static Identity torch(Environment e) {
    if (!e.has("RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT")) return null;
    return new Identity("RANK", e.number("RANK"), e.number("WORLD_SIZE"),
        new Meeting.At(e.text("MASTER_ADDR"), e.number("MASTER_PORT")));
  }

  private static Meeting published(String name) {
    return published(folderOfAll(), name);
  }

  private static Meeting published(Path folder, String name) {
    String user = System.getProperty("user.name");
    return new Meeting.Published(folder.resolve(("evox-" + user + "-" + name).replaceAll("[^A-Za-z0-9.-]", "_")));
  }
}
