package evox.surrogate;

import java.util.ArrayList;
import java.util.List;

/** What the last steps of a descent tell of the function's curvature. */
final class Curvature {

  /** Pairs whose curvature is less in proportion to their lengths than this would only add noise. */
  private static final double LEAST = 1e-10;

  /**
   * A step, and how it changed the gradient.
   *
   * @param rho one by their product
   */
  private record Pair(double[] step, double[] change, double rho) {}

  private final int memory;
  private final List<Pair> pairs = new ArrayList<>();

  Curvature(int memory) {
    this.memory = memory;
  }

  boolean isEmpty() {
    return pairs.isEmpty();
  }

  void clear() {
    pairs.clear();
  }

  /** Remembers a step that shows positive curvature, in the place of the oldest. */
  void learn(double[] step, double[] change) {
    double product = Dense.dot(step, change);
    if (!(product > LEAST * Math.sqrt(Dense.dot(step, step)) * Math.sqrt(Dense.dot(change, change)))) return;
    if (pairs.size() == memory) pairs.removeFirst();
    pairs.add(new Pair(step, change, 1.0 / product));
  }

  /** Minus the inverse curvature times the gradient, by Nocedal's two loops; minus the gradient with nothing learnt. */
  double[] direction(double[] gradient) {
    double[] direction = new double[gradient.length];
    for (int j = 0; j < direction.length; j++) direction[j] = -gradient[j];
    if (pairs.isEmpty()) return direction;
    double[] alpha = new double[pairs.size()];
    for (int k = pairs.size() - 1; k >= 0; k--) {
      Pair pair = pairs.get(k);
      alpha[k] = pair.rho * Dense.dot(pair.step, direction);
      Dense.add(-alpha[k], pair.change, direction);
    }
    Pair last = pairs.getLast();
    double scale = 1.0 / (last.rho * Dense.dot(last.change, last.change));
    for (int j = 0; j < direction.length; j++) direction[j] *= scale;
    for (int k = 0; k < pairs.size(); k++) {
      Pair pair = pairs.get(k);
      Dense.add(alpha[k] - pair.rho * Dense.dot(pair.change, direction), pair.step, direction);
    }
    return direction;
  }
}
