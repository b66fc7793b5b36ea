package evox.benchmark;

import java.util.Locale;

/** What a GPU's kernels are held to: bits that are the processor's, and fractions of what the GPU can do. */
final class GpuGoals {

  /** Numbers of wrong bits have been met. */
  static final int WRONG = 1;

  /** All bits are right, and a goal is missed. */
  static final int MISSED = 3;

  private long wrong;
  private boolean missed;

  /** Counts numbers whose bits differ; returns them. */
  long wrong(long different) {
    wrong += different;
    return different;
  }

  /** Says whether a fraction is as large as it should be. */
  String judge(String what, double fraction, double goal) {
    boolean met = fraction >= goal;
    missed |= !met;
    return String.format(Locale.ROOT, "%s: %.0f %%, goal %.0f %%: %s", what, 100 * fraction, 100 * goal,
        met ? "met" : "missed");
  }

  /** What the process is to end with: 0 if all is as it should be. */
  int exitCode() {
    return wrong > 0 ? WRONG : missed ? MISSED : 0;
  }
}
