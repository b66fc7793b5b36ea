package evox.surrogate.structure;

import evox.random.RandomKey;
import java.util.List;

/**
 * Moves every atom of a structure of the sample a little: candidate i starts from structure i, or from the beginning again
 * where there are fewer.
 *
 * <p>The step of basin hopping: Wales, Doye: Global optimization by basin-hopping. 1997. doi:10.1021/jp970984n
 *
 * @param amplitude how far a coordinate goes at most, in units of length
 */
public record Rattle(double amplitude) implements Generator {

  public Rattle {
    if (!(amplitude > 0)) throw new IllegalArgumentException("amplitude must be above 0, got amplitude=" + amplitude);
  }

  @Override
  public double[] candidate(List<double[]> sample, RandomKey key) {
    if (sample.isEmpty()) throw new IllegalArgumentException("there must be a structure to rattle, got a sample of none");
    double[] x = sample.get((int) (key.individual() % sample.size())).clone();
    for (int j = 0; j < x.length; j++) x[j] = Math.fma(amplitude, Math.fma(2.0, key.uniform(j), -1.0), x[j]);
    return x;
  }
}
