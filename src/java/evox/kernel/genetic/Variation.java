package evox.kernel.genetic;

import evox.array.Layout;
import evox.array.Matrix;
import evox.kernel.Arguments;
import evox.kernel.Box;
import evox.kernel.Kernel;
import evox.random.RandomKey;

/**
 * Turns a mating pool into children, in place: rows 2p and 2p + 1 are crossed, then every row is mutated. A row that
 * crossover left as it was, and the last of an odd number, is mutated once at least, or it would be evaluated again for
 * nothing.
 *
 * @param key of the generation, at the individual that is row 0 (a multiple of 32)
 * @param pool n x d, in rows
 * @param box finite
 */
public record Variation(RandomKey key, Matrix pool, Box box, SimulatedBinaryCrossover crossover,
    PolynomialMutation mutation) implements Kernel {

  @Override
  public String name() {
    return "variation";
  }

  @Override
  public long units() {
    return pool.tiles();
  }

  @Override
  public long leastUnits() {
    return Math.max(1, 10_000 / (Layout.TILE * (long) pool.columns()));
  }

  @Override
  public void pack(Arguments arguments) {
    arguments.add(key.seed()).add(key.generation()).add(key.individual()).add(pool).add(pool.rows())
        .add(pool.columns()).add(pool.stride()).add(box.lower()).add(box.upper())
        .add(crossover.probability()).add(crossover.index().eta())
        .add(mutation.probability()).add(mutation.index().eta())
        .add(PolynomialMutation.logOfKept(pool.columns())).add(PolynomialMutation.noneOf(pool.columns()));
  }

  @Override
  public void compute(long from, long to) {
    double[] lower = box.lower().toArray();
    double[] upper = box.upper().toArray();
    double[][] pair = new double[2][pool.columns()];
    long end = Math.min(to * Layout.TILE, pool.rows());
    for (long first = from * Layout.TILE; first < end; first += 2) {
      int size = (int) Math.min(2, pool.rows() - first);
      for (int c = 0; c < size; c++) pool.read(first + c, pair[c]);
      boolean crossed = size == 2 && crossover.apply(pair[0], pair[1], lower, upper, own(first));
      for (int c = 0; c < size; c++) {
        if (crossed) mutation.apply(pair[c], lower, upper, own(first + c));
        else mutation.applyToCopy(pair[c], lower, upper, own(first + c));
        pool.write(first + c, pair[c]);
      }
    }
  }

  private RandomKey own(long row) {
    return key.at(key.generation(), key.individual() + row);
  }
}
