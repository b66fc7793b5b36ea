package evox.monitor;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import evox.array.Matrix;
import evox.array.Partition;
import evox.world.Device;
import evox.world.Shard;
import evox.world.World;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.LongStream;

/**
 * The SHA-256 of each block of a matrix's rows, one after the other: of the rows that ranks own together. Each rank
 * computes those of its own, whether it holds the others or not, and 32 bytes a block travel.
 */
final class RowHashes {

  private static final int BYTES = 32;

  private RowHashes() {}

  /**
   * The hashes of all blocks, on every rank.
   *
   * @throws IllegalStateException if the matrix does not hold the rows that this rank owns
   */
  static byte[] of(Matrix matrix, World world) {
    Shard held = matrix.shard();
    Partition partition = Partition.of(world, held.of());
    Shard own = partition.mine();
    if (own.size() > 0 && (own.from() < held.from() || own.to() > held.to())) {
      throw new IllegalStateException("a matrix must hold the rows of its rank, got held=" + held + ", rank="
          + world.rank() + " of " + world.size() + ", which owns " + own);
    }
    long block = partition.block();
    byte[] mine = new byte[Math.toIntExact(blocks(own, block) * BYTES)];
    long least = Math.max(1, 20_000 / (block * matrix.columns()));
    world.device().forEach(blocks(own, block), least, new Hashing(matrix, own, block, mine));
    return world.size() == 1 ? mine : allGather(mine, partition);
  }

  private static byte[] allGather(byte[] mine, Partition partition) {
    long[] lengths = new long[partition.world().size()];
    for (int r = 0; r < lengths.length; r++) lengths[r] = blocks(partition.of(r), partition.block()) * BYTES;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment all = arena.allocate(LongStream.of(lengths).sum(), Long.BYTES);
      partition.world().communicator().allGather(arena.allocateFrom(JAVA_BYTE, mine), all, lengths);
      return all.toArray(JAVA_BYTE);
    }
  }

  private static long blocks(Shard shard, long block) {
    return (shard.size() + block - 1) / block;
  }

  /** Hashes blocks of a rank's own rows. No lambda, which takes a millisecond of a small run to make. */
  private record Hashing(Matrix matrix, Shard own, long block, byte[] hashes) implements Device.Range {

    @Override
    public void run(long from, long to) {
      ValueDigest digest = new ValueDigest();
      long first = own.from() - matrix.shard().from();
      for (long b = from; b < to; b++) {
        digest.addElements(matrix, first + b * block, Math.min(first + own.size(), first + (b + 1) * block));
        System.arraycopy(digest.bytes(), 0, hashes, (int) b * BYTES, BYTES);
      }
    }
  }
}
