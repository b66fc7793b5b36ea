package evox.launch.slurm;

import evox.launch.cluster.ClusterSpec;
import evox.launch.cluster.HostList;
import evox.launch.job.Job;
import evox.launch.job.JobState;
import evox.launch.job.Progress;
import evox.launch.job.RunFolder;
import evox.launch.job.Scheduler;
import evox.launch.job.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A site's Slurm. Jobs are known by their ids, never by their names, which others may have too. A job's comment is the
 * key of its trial.
 */
public final class Slurm implements Scheduler {

  private static final String SCRIPT = "job.sh";

  private final ClusterSpec cluster;

  public Slurm(ClusterSpec cluster) {
    this.cluster = cluster;
  }

  /** All that it has, whatever they do now. */
  public static HostList hosts() {
    return new HostList(Tool.require(List.of("sinfo", "--noheader", "--Node", "--format=%N"), "").lines().map(String::strip)
        .distinct().toList());
  }

  @Override
  public String text(Job job, RunFolder folder) {
    return new SlurmScript(job, folder, cluster).text();
  }

  @Override
  public String submit(Job job, RunFolder folder) {
    SlurmScript script = new SlurmScript(job, folder, cluster);
    // The user's variables, SBATCH_EXPORT=NONE say, count more than what the script asks for, and less than these words.
    List<String> words = new ArrayList<>(List.of("sbatch", "--parsable"));
    words.addAll(script.options());
    words.add(folder.writeForUserAlone(SCRIPT, script.text()).toString());
    String answer = Tool.require(words, "");
    // The cluster's name follows where there are several.
    return answer.lines().reduce((first, last) -> last).orElse("").split(";")[0];
  }

  @Override
  public Progress progress(String id, RunFolder folder) {
    Tool.Answer answer = Tool.ask("squeue", "--noheader", "--states=all", "--jobs=" + id, "--format=%T|%r|%N|%j|%k");
    Optional<String> line = answer.out().lines().filter(each -> isOf(folder, each)).findFirst();
    if (answer.succeeded() && line.isPresent()) return withItsCause(progress(line.get()), folder);
    if (answer.succeeded() || answer.err().contains("Invalid job id")) return withItsCause(past(id, folder), folder);
    throw new IllegalStateException("squeue must tell of job " + id + ", got " + answer.err());
  }

  /** Where Slurm measures memory by itself it ends the step alone, and the job as its script does: with some code. */
  private static Progress withItsCause(Progress progress, RunFolder folder) {
    if (progress.state() != JobState.FAILED) return progress;
    return JobLog.of(folder).outOfMemory().map(line -> new Progress(JobState.OUT_OF_MEMORY, line, progress.hosts()))
        .orElse(progress);
  }

  /** A Slurm that was set up anew gives numbers again: not both the name and the comment are another's then. */
  private static boolean isOf(RunFolder folder, String line) {
    String[] parts = line.split("\\|", -1);
    return parts[3].equals(folder.trial().jobName()) || parts[4].contains(folder.key());
  }

  private static Progress progress(String line) {
    String[] parts = line.split("\\|", -1);
    JobState state = SlurmStates.of(parts[0]);
    String reason = parts[1].equals("None") ? "" : parts[1];
    return new Progress(state, reason, parts[2]);
  }

  /** What is known of a job that slurmctld has forgotten: what its accounts say, else what was written while it ran. */
  private static Progress past(String id, RunFolder folder) {
    try {
      Tool.Answer answer = Tool.ask("sacct", "--noheader", "--allocations", "--parsable2", "--jobs=" + id, "--format=State");
      if (answer.succeeded() && !answer.out().isEmpty()) return new Progress(SlurmStates.of(answer.out()), "", "");
    } catch (IllegalStateException e) {
      // A site without accounts.
    }
    Optional<String> code = exit(folder);
    if (code.isPresent() && code.get().equals("0")) return new Progress(JobState.COMPLETED, "", "");
    Optional<Progress> end = JobLog.of(folder).end();
    if (end.isPresent()) return end.get();
    return new Progress(code.isPresent() ? JobState.FAILED : JobState.LOST, code.isPresent() ? ""
        : "Slurm knows no job " + id + " any more", "");
  }

  @Override
  public List<String> exitCodes(String id, RunFolder folder) {
    return exit(folder).map(code -> JobLog.of(folder).exitCodes(folder.record().processes(), code)).orElse(List.of());
  }

  /** What the job's script wrote last: the code of its step. */
  private static Optional<String> exit(RunFolder folder) {
    try {
      return Files.exists(folder.exit()) ? Optional.of(Files.readString(folder.exit()).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<String> find(RunFolder folder) {
    return Tool.require(List.of("squeue", "--noheader", "--states=all", "--user=" + System.getProperty("user.name"),
        "--format=%A|%k"), "").lines().filter(line -> line.endsWith("|" + folder.key()))
        .map(line -> line.substring(0, line.indexOf('|'))).findFirst();
  }

  @Override
  public void stop(String id) {
    Tool.Answer answer = Tool.ask("scancel", id);
    if (!answer.succeeded() && !answer.err().contains("Invalid job id")) {
      throw new IllegalStateException("scancel must end job " + id + ", got " + answer.err());
    }
  }

  @Override
  public String version() {
    return Tool.require(List.of("sbatch", "--version"), "");
  }
}
