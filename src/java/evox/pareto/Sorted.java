package evox.pareto;

import java.util.Arrays;

/**
 * Sorts points by some of their columns, the first column first, ties by index.
 *
 * <p>A comparison of two points mispredicts a branch every other time, so this sorts plain numbers: the high half of a
 * key above the index, then, where that ties, the low half, then the next column. Many numbers are sorted by radix, a
 * few by the library.
 */
final class Sorted {

  private static final int FEW = 256;
  private static final int DIGIT = 11;
  private static final int VALUES = 1 << DIGIT;
  private static final int DIGITS = 3;

  /** Bits of a key's low half; the high half has what {@link #DIGITS} digits hold. */
  private static final int LOW = 31;

  private final long[][] columns;
  private final int indexBits;
  private final long indexMask;
  private final long[] words;
  private final long[] placed;

  private Sorted(int size, long[][] columns) {
    this.columns = columns;
    this.indexBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, size - 1));
    this.indexMask = (1L << indexBits) - 1;
    this.words = new long[size];
    this.placed = new long[size];
  }

  /**
   * The indices of the points in their order.
   *
   * @param columns of signed keys, each of fewer than 2^30
   */
  static int[] by(long[]... columns) {
    int size = columns[0].length;
    Sorted sorted = new Sorted(size, columns);
    for (int i = 0; i < size; i++) sorted.words[i] = i;
    sorted.sort(0, size, 0);
    int[] order = new int[size];
    for (int k = 0; k < size; k++) order[k] = sorted.index(k);
    return order;
  }

  /** Sorts the words [from, to), which tie in all halves before this one and stand in the order of their index. */
  private void sort(int from, int to, int half) {
    long[] column = columns[half >> 1];
    for (int k = from; k < to; k++) {
      int i = index(k);
      long key = column[i] ^ Long.MIN_VALUE;
      words[k] = ((half & 1) == 0 ? key >>> LOW : key & (1L << LOW) - 1) << indexBits | i;
    }
    if (to - from <= FEW) Arrays.sort(words, from, to);
    else sortByRadix(from, to);
    if (half + 1 == 2 * columns.length) return;
    for (int start = from, k = from + 1; k <= to; k++) {
      if (k < to && words[k] >>> indexBits == words[start] >>> indexBits) continue;
      if (k - start > 1) sort(start, k, half + 1);
      start = k;
    }
  }

  /** From the lowest digit above the index to the highest; words with the same digit keep their order. */
  private void sortByRadix(int from, int to) {
    int[][] starts = new int[DIGITS][VALUES];
    for (int k = from; k < to; k++) {
      for (int digit = 0; digit < DIGITS; digit++) starts[digit][digit(words[k], digit)]++;
    }
    for (int digit = 0; digit < DIGITS; digit++) {
      int[] start = starts[digit];
      if (start[digit(words[from], digit)] == to - from) continue;
      for (int value = 0, next = from; value < VALUES; value++) {
        int count = start[value];
        start[value] = next;
        next += count;
      }
      for (int k = from; k < to; k++) placed[start[digit(words[k], digit)]++] = words[k];
      System.arraycopy(placed, from, words, from, to - from);
    }
  }

  private int digit(long word, int digit) {
    return (int) (word >>> indexBits + digit * DIGIT) & VALUES - 1;
  }

  private int index(int k) {
    return (int) (words[k] & indexMask);
  }
}
