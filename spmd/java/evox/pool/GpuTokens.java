package evox.pool;

import java.util.Arrays;

/**
 * The GPUs of a worker, counted in parts and known by their numbers: what holds a part of one is told of which. Nobody holds
 * parts of two in place of one.
 */
final class GpuTokens {

  private final long whole;
  private final long[] free;

  /**
   * @param all how many parts there are; the last GPU may be less than a whole one
   * @param whole how many parts make a GPU
   */
  GpuTokens(long all, long whole) {
    this.whole = whole;
    this.free = new long[(int) Math.ceilDiv(all, whole)];
    for (int gpu = 0; gpu < free.length; gpu++) free[gpu] = Math.min(whole, all - gpu * whole);
  }

  /** Which GPUs have so many parts free: whole ones, then one for the rest; null if there are none. */
  int[] find(long parts) {
    int[] found = new int[(int) Math.ceilDiv(parts, whole)];
    Arrays.fill(found, -1);
    long left = parts;
    for (int f = 0; f < found.length; f++, left -= whole) {
      long wanted = Math.min(whole, left);
      for (int gpu = 0; gpu < free.length; gpu++) {
        if (free[gpu] < wanted || contains(found, gpu)) continue;
        // The one that is used most already, so that others stay whole.
        if (found[f] < 0 || free[gpu] < free[found[f]]) found[f] = gpu;
      }
      if (found[f] < 0) return null;
    }
    return found;
  }

  private static boolean contains(int[] numbers, int number) {
    return Arrays.stream(numbers).anyMatch(one -> one == number);
  }

  /** Takes parts of GPUs that {@link #find} has found; parts below zero are given back. */
  void take(int[] gpus, long parts) {
    long sign = Long.signum(parts);
    long left = Math.abs(parts);
    for (int gpu : gpus) {
      free[gpu] -= sign * Math.min(whole, left);
      left -= whole;
    }
  }
}
