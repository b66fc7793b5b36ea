package evox.launch;

import evox.launch.job.JobState;
import evox.launch.job.Overseer;
import evox.launch.job.Progress;
import evox.launch.job.RunFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A job that its launcher stays with, as other processes see it: by the launcher's number and host. */
final class LauncherProcess implements Overseer {

  /** By which this very process is known. */
  static String ownId() {
    return ProcessHandle.current().pid() + "@" + host();
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
    long pid = Long.parseLong(id.substring(0, id.indexOf('@')));
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> !isDefunct(pid));
  }

  /** One that has ended is listed until its parent asks for it, which may never come. */
  private static boolean isDefunct(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      return stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isOfThisHost(String id) {
    return host(id).equals(host());
  }

  private static String host(String id) {
    return id.substring(id.indexOf('@') + 1);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
