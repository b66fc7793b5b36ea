package evox.surrogate;

import evox.core.Differentiable;
import evox.pool.Pool;
import evox.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for the hyper-parameters that make the observations likeliest, by descents from several starts at once. How many
 * there are is a setting, not the number of cores, so that the answer does not depend on the machine.
 *
 * @param starts how many: the first is the present hyper-parameters, others are drawn within the bounds
 * @param lower bounds
 * @param upper bounds
 * @param method of each descent, in the logarithms of the hyper-parameters
 */
public record HyperparameterSearch(int starts, Hyperparameters lower, Hyperparameters upper, LBFGS method) {

  public HyperparameterSearch {
    if (starts < 1) throw new IllegalArgumentException("number of starts must be 1 or more, got starts=" + starts);
    double[] least = lower.logarithms();
    double[] most = upper.logarithms();
    for (int k = 0; k < least.length; k++) {
      if (least[k] > most[k]) {
        throw new IllegalArgumentException("lower bounds must not be above upper ones, got lower=" + lower + ", upper="
            + upper);
      }
    }
  }

  /**
   * The likeliest that was found; that of the first start among equals, the present ones if none has a likelihood.
   *
   * @param pool that the descents are shared out over
   * @param key start i draws from {@code key.at(key.generation(), i)}
   */
  public Hyperparameters likeliest(Pool pool, Regression regression, Observations data, Hyperparameters present,
      RandomKey key) {
    List<double[]> from = new ArrayList<>();
    for (int i = 0; i < starts; i++) from.add(i == 0 ? present.logarithms() : drawn(key.at(key.generation(), i)));
    double[] least = lower.logarithms();
    double[] most = upper.logarithms();
    LBFGS each = method;
    List<Minimum> found = pool.map((double[] start) -> {
      Differentiable likelihood = regression.negativeLogLikelihood(data);
      return each.minimise(likelihood, start, least, most);
    }, from);
    Minimum best = null;
    for (Minimum minimum : found) {
      if (minimum.value() < (best == null ? Double.POSITIVE_INFINITY : best.value())) best = minimum;
    }
    return best == null ? present : Hyperparameters.ofLogarithms(best.x());
  }

  /** Uniform in the logarithms. */
  private double[] drawn(RandomKey key) {
    double[] least = lower.logarithms();
    double[] most = upper.logarithms();
    double[] start = new double[Hyperparameters.COUNT];
    for (int k = 0; k < start.length; k++) start[k] = Math.fma(key.uniform(k), most[k] - least[k], least[k]);
    return start;
  }
}
