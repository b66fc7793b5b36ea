package evox.pareto;

import java.util.Arrays;

/**
 * Sorts points by some of their columns, the first column first, ties by index.
 *
 * <p>A comparison of two points mispredicts a branch every other time, so this sorts plain numbers: as much of a key as
 * fits above the index, then, where that ties, the rest of the key, then the next column. Many numbers are sorted by
 * radix, a few by the library.
 */
final class Sorted {

  private static final int FEW = 256;
  private static final int DIGIT = 11;
  private static final int VALUES = 1 << DIGIT;

  private final long[][] columns;
  private final int indexBits;
  private final long indexMask;
  private final long[] words;
  private final long[] placed;

  private Sorted(int size, long[][] columns) {
    this.columns = columns;
    this.indexBits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, size - 1));
    this.indexMask = (1L << indexBits) - 1;
    this.words = new long[size];
    this.placed = new long[size];
  }

  /** The indices of the points in their order. */
  static int[] by(long[]... columns) {
    int size = columns[0].length;
    Sorted sorted = new Sorted(size, columns);
    for (int i = 0; i < size; i++) sorted.words[i] = i;
    sorted.sort(0, size, 0);
    int[] order = new int[size];
    for (int k = 0; k < size; k++) order[k] = sorted.index(k);
    return order;
  }

  /** Sorts the words [from, to), which tie in all parts before this one. A key has two parts, high and low bits. */
  private void sort(int from, int to, int part) {
    long[] column = columns[part >> 1];
    for (int k = from; k < to; k++) {
      int i = index(k);
      words[k] = ((part & 1) == 0 ? column[i] & ~indexMask : (column[i] & indexMask) << indexBits) | i;
    }
    if (to - from <= FEW) Arrays.sort(words, from, to);
    else sortByRadix(from, to);
    if (part + 1 == 2 * columns.length) return;
    for (int start = from, k = from + 1; k <= to; k++) {
      if (k < to && ((words[k] ^ words[start]) & ~indexMask) == 0) continue;
      if (k - start > 1) sort(start, k, part + 1);
      start = k;
    }
  }

  /** From the lowest digit above the index to the highest: the indices ascend already, and equal digits keep order. */
  private void sortByRadix(int from, int to) {
    int[][] starts = new int[(Long.SIZE - indexBits + DIGIT - 1) / DIGIT][VALUES];
    for (int k = from; k < to; k++) {
      for (int digit = 0; digit < starts.length; digit++) starts[digit][digit(words[k], digit)]++;
    }
    for (int digit = 0; digit < starts.length; digit++) {
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

  /** A digit of a word taken as unsigned, so that negative words come first. */
  private int digit(long word, int digit) {
    return (int) ((word ^ Long.MIN_VALUE) >>> indexBits + digit * DIGIT) & VALUES - 1;
  }

  private int index(int k) {
    return (int) (words[k] & indexMask);
  }
}
