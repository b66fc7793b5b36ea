package evox.launch;

import evox.launch.job.JobState;
import evox.launch.job.Overseer;
import evox.launch.job.Progress;
import evox.launch.job.RunFolder;
import evox.world.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A job that its launcher stays with, as other processes see it: by the launcher's number, its start and its host,
 * {@code 4711.8230512@node1}. The start tells it from a later process that was given its number.
 */
final class LauncherProcess implements Overseer {

  /**
   * What the system says of a process.
   *
   * @param state its letter; empty where there is no such process, or no such system
   * @param start in ticks since the machine's own
   */
  private record Stat(String state, String start) {

    static Stat of(long pid) {
      try {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
        // Its name, in brackets, may have blanks and brackets.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new Stat(fields[0], fields[19]);
      } catch (IOException e) {
        return new Stat("", "");
      }
    }

    /** One that has ended is listed until its parent asks for it, which may never come. */
    boolean hasEnded() {
      return state.equals("Z");
    }
  }

  /** By which this very process is known. */
  static String ownId() {
    long pid = ProcessHandle.current().pid();
    return pid + "." + Stat.of(pid).start + "@" + Machine.hostName();
  }

  @Override
  public Progress progress(String id, RunFolder folder) {
    if (!isOfThisHost(id)) return new Progress(JobState.RUNNING, "its launcher is on another host", host(id));
    if (find(id).isPresent()) return new Progress(JobState.RUNNING, "", host(id));
    // It may have ended between two looks.
    return folder.outcome().map(outcome -> outcome.progress())
        .orElse(new Progress(JobState.LOST, "its launcher has gone without a word", ""));
  }

  @Override
  public void stop(String id) {
    if (!isOfThisHost(id)) throw new IllegalArgumentException("a job must be stopped where it was launched, got host="
        + host(id));
    find(id).ifPresent(ProcessHandle::destroy);
  }

  private static Optional<ProcessHandle> find(String id) {
    int dot = id.indexOf('.');
    long pid = Long.parseLong(id.substring(0, dot));
    Stat stat = Stat.of(pid);
    if (stat.hasEnded() || !stat.start.equals(id.substring(dot + 1, id.indexOf('@')))) return Optional.empty();
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
  }

  private static boolean isOfThisHost(String id) {
    return host(id).equals(Machine.hostName());
  }

  private static String host(String id) {
    return id.substring(id.indexOf('@') + 1);
  }
}
