package evox.kernel;

import evox.array.FixedPointSum;
import evox.array.Layout;
import evox.array.Matrix;
import evox.random.Normals;
import evox.random.RandomKey;
import java.util.Arrays;

/**
 * Sums, over individuals, weight times noise, with the noise drawn again instead of remembered: the memory is O(d).
 *
 * <p>Within a tile, the individuals l, l + 8, l + 16 and l + 24 are added up in this order, for each l below 8; what
 * comes out is an item of the fixed-point sums. So the answer does not depend on how tiles are shared out.
 *
 * @param key of the generation, at the individual that has the first weight (a multiple of 32)
 * @param weights n x 1, in tiles; the padding must be 0
 * @param powers 1 for the sums of weight * noise; 2 to have those of weight * noise^2 behind them
 * @param sums receives {@code powers * d} sums; made by {@link #sums}
 */
public record NoiseSum(RandomKey key, Matrix weights, int powers, FixedPointSum sums) implements Kernel {

  private static final int LANES = 8;

  /** Sums of none yet, scaled so that they hold those of n individuals with weights up to {@code largest}. */
  public static FixedPointSum sums(long n, double largest, int powers, int dimension) {
    return FixedPointSum.zeros(powers * dimension, largest * largestItem(powers), items(n));
  }

  /** The same in the memory of sums that are spent, of the same powers and dimension. */
  public static FixedPointSum sums(long n, double largest, int powers, FixedPointSum spent) {
    return spent.again(largest * largestItem(powers), items(n));
  }

  /** The magnitude of an item with weights up to 1. */
  private static double largestItem(int powers) {
    return (double) Layout.TILE / LANES * (powers == 1 ? Normals.LARGEST : Normals.LARGEST * Normals.LARGEST);
  }

  private static long items(long n) {
    return (n + Layout.TILE - 1) / Layout.TILE * LANES;
  }

  @Override
  public String name() {
    return powers == 1 ? "noise-sum" : "noise-sum-squares";
  }

  @Override
  public long units() {
    return weights.tiles();
  }

  @Override
  public long leastUnits() {
    return Math.max(1, 20_000 / (Layout.TILE * (long) dimension()));
  }

  @Override
  public void pack(Arguments arguments) {
    arguments.add(key.seed()).add(key.generation()).add(key.individual()).read(weights).add(dimension())
        .add(sums).add(sums.scale());
  }

  @Override
  public void compute(long from, long to) {
    int dimension = dimension();
    double[] noise = new double[Normals.BLOCK];
    double[] items = new double[LANES * powers * Normals.BLOCK];
    for (long tile = from; tile < to; tile++) {
      for (int d = 0; d < dimension; d += Normals.BLOCK) {
        Arrays.fill(items, 0.0);
        for (int l = 0; l < Layout.TILE; l++) {
          long i = tile * Layout.TILE + l;
          double weight = i < weights.rows() ? weights.get(i, 0) : 0.0;
          Normals.block(key.at(key.generation(), key.individual() + i), d / Normals.BLOCK, noise);
          accumulate(weight, noise, items, l % LANES * powers * Normals.BLOCK);
        }
        add(items, d, Math.min(Normals.BLOCK, dimension - d));
      }
    }
  }

  private void accumulate(double weight, double[] noise, double[] items, int at) {
    for (int j = 0; j < Normals.BLOCK; j++) {
      items[at + j] = Math.fma(weight, noise[j], items[at + j]);
      if (powers == 1) continue;
      int square = at + Normals.BLOCK + j;
      items[square] = Math.fma(weight * noise[j], noise[j], items[square]);
    }
  }

  private void add(double[] items, int d, int count) {
    for (int at = 0; at < items.length; at++) {
      int power = at / Normals.BLOCK % powers;
      int j = at % Normals.BLOCK;
      if (j < count) sums.add(power * dimension() + d + j, items[at]);
    }
  }

  private int dimension() {
    return sums.length() / powers;
  }
}
