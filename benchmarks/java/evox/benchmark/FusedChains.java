package evox.benchmark;

import evox.array.Layout;
import evox.array.Matrix;
import evox.kernel.Arguments;
import evox.kernel.Kernel;

/**
 * Chains of fused multiply-adds that don't wait for one another: what the FP64 units of a GPU do at most. Chain c begins
 * at {@code x + c} and becomes {@code fma(chain, 0.5, x)}, round by round; the value becomes the sum of all 8.
 *
 * @param values n x 1, in tiles
 * @param rounds of each chain
 */
record FusedChains(Matrix values, long rounds) implements Kernel {

  static final int CHAINS = 8;

  @Override
  public String name() {
    return "ceiling/fused-multiply-add";
  }

  @Override
  public long units() {
    return values.tiles();
  }

  @Override
  public void pack(Arguments arguments) {
    arguments.add(values).add(rounds);
  }

  @Override
  public void compute(long from, long to) {
    double[] chain = new double[CHAINS];
    for (long i = from * Layout.TILE; i < Math.min(to * Layout.TILE, values.rows()); i++) {
      double x = values.get(i, 0);
      for (int c = 0; c < CHAINS; c++) chain[c] = x + c;
      for (long round = 0; round < rounds; round++) {
        for (int c = 0; c < CHAINS; c++) chain[c] = Math.fma(chain[c], 0.5, x);
      }
      double sum = chain[0];
      for (int c = 1; c < CHAINS; c++) sum += chain[c];
      values.set(i, 0, sum);
    }
  }
}
