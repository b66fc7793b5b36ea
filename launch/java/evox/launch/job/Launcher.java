package evox.launch.job;

/** A way to start jobs. */
public interface Launcher {

  /** What it would hand on to start a job, in full: the same text on any machine. */
  String text(Job job, RunFolder folder);
}
