package evox.workflow;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import evox.array.Layout;
import evox.array.Matrix;
import evox.core.Problem;
import evox.random.RandomKey;
import evox.world.Shard;
import evox.world.World;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Evaluation in a world: each rank evaluates its share of the candidates, which all ranks hold, and all ranks get the
 * fitness of all. The wire carries m doubles a candidate, whatever the dimension.
 */
record Shares(World world) {

  /** A share may begin at any candidate: an evaluation may take seconds, and there may be fewer than a tile of them. */
  private static final int BLOCK = 1;

  /**
   * Evaluates n candidates together.
   *
   * @param candidates n x d, the same on every rank
   * @param fitness receives n x m
   */
  void evaluate(Problem problem, Matrix candidates, Matrix fitness, RandomKey key) {
    long n = candidates.rows();
    Shard shard = world.shard(n, BLOCK);
    int m = fitness.columns();
    try (Arena arena = Arena.ofShared()) {
      MemorySegment mine = arena.allocate(shard.size() * m * Double.BYTES + Double.BYTES, Long.BYTES)
          .asSlice(0, shard.size() * m * Double.BYTES);
      if (shard.size() > 0) evaluate(problem, candidates, key, shard, mine, m);
      MemorySegment all = arena.allocate(n * m * Double.BYTES, Long.BYTES);
      world.communicator().allGather(mine, all, lengths(n, m));
      for (long k = 0; k < n * m; k++) fitness.set(k / m, (int) (k % m), all.getAtIndex(JAVA_DOUBLE, k));
    }
  }

  private void evaluate(
      Problem problem, Matrix candidates, RandomKey key, Shard shard, MemorySegment values, int m) {
    try (Matrix share = candidates.layout() == Layout.TILES
            ? Matrix.tiles(shard.size(), candidates.columns()) : Matrix.rows(shard.size(), candidates.columns());
        Matrix fitness = Matrix.tiles(shard.size(), m)) {
      double[] row = new double[candidates.columns()];
      for (long r = 0; r < shard.size(); r++) {
        candidates.read(shard.from() + r, row);
        share.write(r, row);
      }
      problem.evaluate(share, fitness, key, shard, world);
      for (long k = 0; k < shard.size() * m; k++) {
        values.setAtIndex(JAVA_DOUBLE, k, fitness.get(k / m, (int) (k % m)));
      }
    }
  }

  private long[] lengths(long n, int m) {
    long[] lengths = new long[world.size()];
    for (int r = 0; r < lengths.length; r++) lengths[r] = world.shard(n, BLOCK, r).size() * m * Double.BYTES;
    return lengths;
  }
}
