package evox.algorithm;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import evox.array.Layout;
import evox.array.Matrix;
import evox.array.Scratch;
import evox.foreign.Columns;
import evox.foreign.DenseAlgebra;
import evox.foreign.Gpu;
import evox.foreign.MatrixProducts;
import evox.kernel.NoiseSum;
import evox.random.RandomKey;
import evox.world.Device;
import evox.world.Shard;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * What a {@link NoiseSum} adds up, by products of a GPU's library of dense algebra: the noise is drawn into memory, some
 * tiles of it at a time, and multiplied by the weights. The bits are the library's, and depend on how tiles are shared out.
 *
 * @param noise where it is drawn
 */
record NoiseProduct(StandardNormals noise) {

  /** Bytes of noise at a time. */
  private static final long ROOM = 256L << 20;

  /** Room for the noise of so many individuals, or of as many as there is room for. */
  static Scratch room(long individuals, int dimension) {
    long most = Math.max(1, ROOM / ((long) dimension * Double.BYTES * Layout.TILE)) * Layout.TILE;
    long wanted = (individuals + Layout.TILE - 1) / Layout.TILE * Layout.TILE;
    return Scratch.tiles(new Shard(0, Math.min(most, wanted), Math.min(most, wanted)), dimension);
  }

  /** One that draws into such room. */
  static NoiseProduct in(Scratch room) {
    return new NoiseProduct(StandardNormals.in(room.matrix()));
  }

  /** Adds the noise of the individuals of tiles first (inclusive) to end (exclusive). */
  void add(NoiseSum sum, Device device, long first, long end) {
    if (first == end) return;
    DenseAlgebra algebra = device.algebra();
    Gpu gpu = algebra.gpu();
    Matrix drawn = noise.values();
    int d = drawn.columns();
    int most = (int) Math.min(drawn.tiles(), end - first);
    // A sum for each tile, their total, and as many ones.
    long room = gpu.allocate(Double.BYTES * ((long) most * d + d + most));
    try (Arena arena = Arena.ofConfined()) {
      Columns sums = Columns.of(room, d);
      Columns total = sums.from((long) most * d);
      Columns ones = Columns.of(total.from(d).address(), most);
      double[] each = new double[most];
      Arrays.fill(each, 1.0);
      gpu.upload(arena.allocateFrom(JAVA_DOUBLE, each), ones.address());
      for (long tile = first; tile < end; tile += most) {
        int tiles = (int) Math.min(most, end - tile);
        draw(sum.key(), tile, device);
        Columns values = Columns.of(drawn.memory().on(gpu, false), Layout.TILE).apart((long) Layout.TILE * d);
        Columns weights = Columns.of(sum.weights().memory().on(gpu, false), Layout.TILE).apart(Layout.TILE)
            .from(tile * Layout.TILE);
        algebra.multiply(MatrixProducts.of(d, 1, Layout.TILE, values.transposed(), weights, sums.apart(d)).times(tiles));
        algebra.multiply(MatrixProducts.of(d, 1, tiles, sums, ones, total).added(1.0, tile == first ? 0.0 : 1.0));
      }
      MemorySegment result = arena.allocate(JAVA_DOUBLE, d);
      gpu.download(total.address(), result);
      for (int j = 0; j < d; j++) sum.sums().add(j, result.getAtIndex(JAVA_DOUBLE, j));
    } finally {
      gpu.free(room);
    }
  }

  private void draw(RandomKey key, long tile, Device device) {
    noise.draw(key.at(key.generation(), key.individual() + tile * Layout.TILE), device);
  }
}
