package evox.problem;

import java.util.Arrays;

/** The true Pareto fronts of DTLZ1 to DTLZ7. */
final class DtlzFront {

  private DtlzFront() {}

  static double[][] of(Dtlz problem, int points) {
    return switch (problem.function()) {
      case 1, 2, 3, 4 -> simplex(problem, points);
      case 5, 6 -> curve(problem, points);
      default -> steps(problem.objectives(), points);
    };
  }

  /** Flat for DTLZ1, an orthant of a sphere for the others. */
  private static double[][] simplex(Dtlz problem, int points) {
    double[][] lattice = Front.simplex(problem.objectives(), points);
    for (double[] point : lattice) {
      double squares = 0.0;
      for (double v : point) squares = Math.fma(v, v, squares);
      double divisor = problem.function() == 1 ? 2.0 : Math.sqrt(squares);
      for (int j = 0; j < point.length; j++) point[j] = point[j] / divisor;
    }
    return lattice;
  }

  /** An arc: on the front only the first coordinate still counts. */
  private static double[][] curve(Dtlz problem, int points) {
    double[] x = new double[problem.dimension()];
    Arrays.fill(x, problem.function() == 5 ? 0.5 : 0.0);
    double[][] front = new double[points][problem.objectives()];
    for (int k = 0; k < points; k++) {
      x[0] = k / (points - 1.0);
      problem.evaluate(x, front[k]);
    }
    return front;
  }

  /** A grid of what is optimal of each objective but the last: they do not depend on one another. */
  private static double[][] steps(int objectives, int points) {
    int side = 2;
    while (power(side + 1, objectives - 1) <= points) side++;
    Dtlz pair = new Dtlz(7, 2, 2);
    double[] fitness = new double[2];
    double[][] axis = Front.falling(x -> {
      pair.evaluate(new double[] {x, 0.0}, fitness);
      return fitness[1];
    }, 0.0, 1.0, side);
    double[][] front = new double[(int) power(side, objectives - 1)][objectives];
    for (int k = 0; k < front.length; k++) {
      double last = 2.0 * objectives;
      for (int j = 0, rest = k; j < objectives - 1; j++, rest /= side) {
        double[] place = axis[rest % side];
        front[k][j] = place[0];
        // With two objectives the last is 4 less what the first takes off.
        last = last - (4.0 - place[1]);
      }
      front[k][objectives - 1] = last;
    }
    return front;
  }

  private static long power(long base, int exponent) {
    long power = 1;
    for (int k = 0; k < exponent && power <= Integer.MAX_VALUE; k++) power *= base;
    return power;
  }
}
