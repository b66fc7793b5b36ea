package evox.collective;

import static evox.collective.CommunicatorChecks.assertSame;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** What a communicator folds, as one rank checks it while all others do the same. */
final class ReductionChecks {

  private ReductionChecks() {}

  static void anyOrder(Communicator c, Arena arena) {
    for (LongFold fold : LongFold.values()) {
      for (int count : new int[] {0, 1, 1000, 100_001}) {
        MemorySegment longs = arena.allocate(JAVA_LONG, count);
        MemorySegment expected = arena.allocate(JAVA_LONG, count);
        for (int i = 0; i < count; i++) {
          longs.setAtIndex(JAVA_LONG, i, term(c.rank(), i));
          long folded = term(0, i);
          for (int r = 1; r < c.size(); r++) folded = fold.apply(folded, term(r, i));
          expected.setAtIndex(JAVA_LONG, i, folded);
        }
        int root = count % c.size();
        MemorySegment reduced = arena.allocate(longs.byteSize(), Long.BYTES).copyFrom(longs);
        c.reduce(reduced, fold, root);
        if (c.rank() == root) assertSame(reduced, expected);
        c.allReduce(longs, fold);
        assertSame(longs, expected);
      }
    }
  }

  private static long term(int rank, int i) {
    return (rank + 1) * 0x9E3779B97F4A7C15L * (i + 1);
  }

  /** Sums whose last bits tell the order: those of one rank with all rows, some of which have none. */
  static void inOrder(Communicator c, Arena arena) {
    for (int columns : new int[] {0, 1, 3, 40_000}) {
      int all = columns > 3 ? 11 : 1000;
      double[] expected = new double[columns];
      Arrays.fill(expected, 0.1);
      for (int i = 0; i < all; i++) for (int j = 0; j < columns; j++) expected[j] += item(i, j);
      int from = all * Math.max(0, c.rank() - 1) / Math.max(1, c.size() - 1);
      int to = c.size() == 1 ? all : all * c.rank() / (c.size() - 1);
      MemorySegment rows = arena.allocate(JAVA_DOUBLE, (long) (to - from) * columns);
      for (int i = from; i < to; i++) {
        for (int j = 0; j < columns; j++) rows.setAtIndex(JAVA_DOUBLE, (long) (i - from) * columns + j, item(i, j));
      }
      int root = columns % c.size();
      MemorySegment reduced = begun(c, arena, columns);
      c.reduce(rows, reduced, Double::sum, root);
      if (c.rank() == root) assertSame(reduced, MemorySegment.ofArray(expected));
      MemorySegment folded = begun(c, arena, columns);
      c.allReduce(rows, folded, Double::sum);
      assertSame(folded, MemorySegment.ofArray(expected));
    }
    assertThatThrownBy(() -> c.allReduce(arena.allocate(24), arena.allocate(16), Double::sum))
        .hasMessage("rows must be whole ones of doubles, got rows=24 bytes, a row=16");
  }

  private static double item(int i, int j) {
    return Math.scalb(1.0 / (3 + i), (i * 7 + j) % 40);
  }

  /** What rank 0 begins with; what others have there does not count. */
  private static MemorySegment begun(Communicator c, Arena arena, int columns) {
    MemorySegment row = arena.allocate(JAVA_DOUBLE, columns);
    for (int j = 0; j < columns; j++) row.setAtIndex(JAVA_DOUBLE, j, c.rank() == 0 ? 0.1 : Double.NaN);
    return row;
  }
}
