package evox.surrogate.structure;

import evox.random.RandomKey;
import java.io.Serializable;
import java.util.List;

/** A way to make new candidates. */
@FunctionalInterface
public interface Generator extends Serializable {

  /**
   * Makes one.
   *
   * @param sample structures to start from, which may be none; not to be changed
   * @param key of the candidate, whose individual is its index in the collection: all randomness is its
   */
  double[] candidate(List<double[]> sample, RandomKey key);
}
