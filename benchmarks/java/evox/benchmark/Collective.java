package evox.benchmark;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import evox.collective.Communicator;
import evox.collective.LongFold;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.LongBinaryOperator;

/** One collective, again and again. */
final class Collective implements Company.Part {

  private final Communicator c;
  private final long count;
  private final MemorySegment mine;
  private final MemorySegment all;
  private final Runnable turn;
  private final MemorySegment result;
  private final LongBinaryOperator expected;

  /**
   * A collective by its name.
   *
   * @param bytes what each rank contributes, a multiple of 8
   */
  Collective(Communicator c, String name, long bytes) {
    this.c = c;
    this.count = bytes / Long.BYTES;
    this.mine = Arena.ofAuto().allocate(bytes, 64);
    this.all = Arena.ofAuto().allocate(bytes * c.size(), 64);
    long[] lengths = new long[c.size()];
    Arrays.fill(lengths, bytes);
    switch (name) {
      case "all-gather" -> {
        turn = () -> c.allGather(mine, all, lengths);
        result = all;
        expected = Collective::number;
      }
      case "all-reduce" -> {
        turn = () -> c.allReduce(mine, LongFold.SUM);
        result = mine;
        expected = (block, i) -> {
          long sum = 0;
          for (int rank = 0; rank < c.size(); rank++) sum += number(rank, i);
          return sum;
        };
      }
      case "broadcast" -> {
        turn = () -> c.broadcast(mine, 0);
        result = mine;
        expected = (block, i) -> number(0, i);
      }
      default -> throw new IllegalArgumentException(
          "a collective must be one of all-gather, all-reduce, broadcast, got " + name);
    }
  }

  /** What a rank contributes at an index. */
  private static long number(long rank, long i) {
    return (rank + 1) * 1_000_003 + i;
  }

  @Override
  public void turn() {
    turn.run();
  }

  @Override
  public long wrong() {
    for (long i = 0; i < count; i++) mine.setAtIndex(JAVA_LONG, i, number(c.rank(), i));
    turn();
    MemorySegment wrong = Arena.ofAuto().allocate(JAVA_LONG);
    for (long i = 0; i < result.byteSize() / Long.BYTES; i++) {
      boolean right = result.getAtIndex(JAVA_LONG, i) == expected.applyAsLong(i / count, i % count);
      if (!right) wrong.set(JAVA_LONG, 0, wrong.get(JAVA_LONG, 0) + 1);
    }
    c.reduce(wrong, LongFold.SUM, 0);
    return wrong.get(JAVA_LONG, 0);
  }
}
