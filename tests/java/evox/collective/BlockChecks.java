package evox.collective;

import static org.assertj.core.api.Assertions.assertThat;

import evox.foreign.Gpu;
import evox.memory.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** What is done with blocks, as one rank checks it while all others do the same: what their memory shows afterwards. */
final class BlockChecks {

  /** Longs of a rank: fewer than a rank of them, and more than a transport moves at once. */
  private static final int[] COUNTS = {0, 1, 5, 1000, 200_003};

  private final BlockCommunicator blocks;
  private final int rank;
  private final int size;
  private final Gpu gpu;

  /** @param gpu where the blocks lie before; null for none */
  BlockChecks(BlockCommunicator blocks, int rank, int size, Gpu gpu) {
    this.blocks = blocks;
    this.rank = rank;
    this.size = size;
    this.gpu = gpu;
  }

  void all() {
    for (int count : COUNTS) {
      allGather(count);
      for (LongFold fold : LongFold.values()) allReduce(count, fold);
    }
  }

  /** Of uneven lengths, and none of the last rank's; twice, for the second finds the block where the first left it. */
  private void allGather(int count) {
    long[] lengths = new long[size];
    for (int r = 0; r < size - 1; r++) lengths[r] = 8L * (count + r);
    long total = Arrays.stream(lengths).sum();
    try (Memory mine = filled(rank, lengths[rank] / 8); Memory all = Memory.allocate(total + 64)) {
      for (int turn = 0; turn < 2; turn++) {
        blocks.allGather(mine, all, lengths);
        long at = 0;
        for (int r = 0; r < size; r++) {
          for (long i = 0; i < lengths[r] / 8; i++) assertThat(at(all, at++)).isEqualTo(term(r, i));
        }
        assertThat(at(all, at)).isZero();
      }
    }
  }

  private void allReduce(int count, LongFold fold) {
    try (Memory longs = filled(rank, count + 1)) {
      blocks.allReduce(longs, count, fold);
      for (int i = 0; i < count; i++) {
        long folded = term(0, i);
        for (int r = 1; r < size; r++) folded = fold.apply(folded, term(r, i));
        assertThat(at(longs, i)).isEqualTo(folded);
      }
      assertThat(at(longs, count)).isEqualTo(term(rank, count));
    }
  }

  private Memory filled(int of, long count) {
    Memory memory = Memory.allocate(8 * count);
    MemorySegment segment = memory.segment();
    for (long i = 0; i < count; i++) segment.setAtIndex(ValueLayout.JAVA_LONG, i, term(of, i));
    if (gpu != null) memory.on(gpu, true);
    return memory;
  }

  private static long at(Memory memory, long i) {
    return memory.forReading().getAtIndex(ValueLayout.JAVA_LONG, i);
  }

  private static long term(int rank, long i) {
    return (rank + 1) * 0x9E3779B97F4A7C15L * (i + 1);
  }
}
