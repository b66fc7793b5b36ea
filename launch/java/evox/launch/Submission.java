package evox.launch;

import evox.launch.cluster.ClusterSpec;
import evox.launch.job.Job;
import evox.launch.job.Launcher;
import evox.launch.job.RunFolder;
import evox.launch.job.RunRecord;
import evox.launch.job.Scheduler;
import evox.launch.job.Trial;
import evox.transport.Token;
import evox.world.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A job that the command line asks for, and where it goes.
 *
 * @param settings of its processes, which are on other machines
 * @param naming whether its trial has the name that it was given, or one that another may have by chance
 */
record Submission(ClusterSpec cluster, Mode mode, Launcher launcher, Job job, RunFolder folder, Settings settings,
    Naming naming) {

  /** By whom a trial was named. */
  enum Naming {
    USER, TIME
  }

  static Submission of(Given given) {
    ClusterSpec cluster = RunOptions.cluster(given);
    Mode mode = Mode.of(given, cluster);
    OptionsByMode.require(given, mode);
    if (given.processes().coordinator() != null) {
      throw new IllegalArgumentException("where processes meet must be left to what launches them, got --coordinator="
          + given.processes().coordinator());
    }
    Settings settings = Settings.elsewhere(given.processes().settings(), System.getenv());
    Job job = LaunchOptions.job(given, cluster, mode);
    return new Submission(cluster, mode, mode.launcher(given, cluster), job, new RunFolder(cluster.fileroot(), job.trial()),
        settings, given.has(LaunchOptions.TRIAL.name()) ? Naming.USER : Naming.TIME);
  }

  /** What would be handed on. */
  String text() {
    return launcher.text(job, folder);
  }

  /**
   * The same with a folder that is there.
   *
   * @throws IllegalArgumentException if its trial has been begun before, or its folder can't be made
   */
  Submission begun() {
    // First of all: a mistake in it is found before there is a folder of it.
    text();
    String secret = secret();
    Submission next = this;
    // Several of one second have one name until the first has its folder.
    for (int number = 2; naming == Naming.TIME && !next.folder.isNewlyMade(secret); number++) next = numbered(number);
    if (naming == Naming.USER) folder.create(secret);
    return next;
  }

  private Submission numbered(int number) {
    Trial another = new Trial(job.trial().user(), job.trial().experiment(), job.trial().trial() + "-" + number);
    return new Submission(cluster, mode, launcher, job.with(another), new RunFolder(folder.fileroot(), another), settings, naming);
  }

  /** Hands it to the scheduler, if there is one, and keeps what was started. */
  String submit() {
    String foreseen = launcher instanceof Scheduler scheduler ? scheduler.foreseenId(job, folder) : LauncherProcess.ownId();
    RunRecord record = new RunRecord(mode.word(), foreseen, cluster.name(), job.command(), job.processes(), seed(),
        versions(), Instant.now());
    // Before it is handed over: if this process ends right after that, the job is found by its trial.
    folder.record(record);
    if (!(launcher instanceof Scheduler scheduler)) return foreseen;
    String id = handOver(scheduler);
    folder.record(record.withId(id));
    return id;
  }

  /** A pool's own, which whoever joins it was told; else a fresh one. */
  private String secret() {
    if (job.isOneWorld()) return UUID.randomUUID().toString();
    String file = System.getenv(Token.FILE_VARIABLE);
    if (file == null) return System.getenv().getOrDefault(Token.VARIABLE, "");
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException("the token's file must be readable, got " + Token.FILE_VARIABLE + "=" + file + ": " + e, e);
    }
  }

  private String handOver(Scheduler scheduler) {
    try {
      return scheduler.submit(job, folder);
    } catch (IllegalStateException e) {
      // What was refused has not been: its name is free for another try.
      folder.discard();
      throw e;
    }
  }

  /** A program of the user's that is given none may take it from anywhere. */
  private String seed() {
    List<String> words = job.command();
    int at = words.indexOf(Solve.SEED.name());
    if (at >= 0 && at + 1 < words.size()) return words.get(at + 1);
    return words.contains("solve") ? Integer.toString(Solve.SEED_BY_DEFAULT) : "";
  }

  private Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    String own = Submission.class.getPackage().getImplementationVersion();
    versions.put("evox-spmd", own == null ? "from its sources" : own);
    versions.put("java", Runtime.version().toString());
    if (launcher instanceof Scheduler scheduler) versions.put(mode.word(), scheduler.version());
    return versions;
  }
}
