package evox.problem.bbob;

import java.util.List;

/** f6 to f9: low or moderate conditioning. */
final class Moderate {

  private Moderate() {}

  static Definition of(Instance instance) {
    return switch (instance.function()) {
      case 6 -> attractiveSector(instance);
      case 7 -> stepEllipsoid(instance);
      case 8 -> rosenbrock(instance);
      default -> turnedValley(instance, new Rosenbrock());
    };
  }

  /** Only one of 2^d orthants is not steep. */
  private static Definition attractiveSector(Instance instance) {
    int d = instance.dimension();
    double[] xopt = instance.xopt();
    Stage sector = new SignedScale(
        Vectors.of(d, i -> xopt[i] > 0.0 ? 100.0 : 1.0), Vectors.of(d, i -> xopt[i] < 0.0 ? 100.0 : 1.0));
    return new Definition(xopt, List.of(new Shift(xopt), instance.conditioned(10.0), sector), new AttractiveSector());
  }

  private static Definition stepEllipsoid(Instance instance) {
    double[] xopt = instance.xopt();
    Stage conditioned = new Linear(Rotation.scaled(instance.lambda(10.0), instance.q()));
    Core steps = new StepEllipsoid(new Linear(instance.r()), Quadratic.ellipsoid(instance.dimension(), 100.0));
    return new Definition(xopt, List.of(new Shift(xopt), conditioned), steps, new Penalty(1.0));
  }

  private static Definition rosenbrock(Instance instance) {
    int d = instance.dimension();
    double[] drawn = instance.xopt();
    double[] xopt = Vectors.of(d, i -> 0.75 * drawn[i]);
    Stage widen = new Scale(Vectors.all(d, width(d)));
    return new Definition(xopt, List.of(new Shift(xopt), widen, new Shift(Vectors.all(d, -1.0))), new Rosenbrock());
  }

  /** A chain with its floor at 1, turned about 1/2: f9 and f19. */
  static Definition turnedValley(Instance instance, Core chain) {
    int d = instance.dimension();
    double[][] q = instance.q();
    double[] xopt = Vectors.of(d, i -> {
      double sum = 0.0;
      for (int k = 0; k < d; k++) sum = sum + q[k][i];
      return sum / (2.0 * width(d));
    });
    Stage turn = new Linear(Rotation.scaled(Vectors.all(d, width(d)), q));
    return new Definition(xopt, List.of(turn, new Shift(Vectors.all(d, -0.5))), chain);
  }

  /** How much space is stretched, so that the valley's end stays inside the box in high dimensions. */
  private static double width(int d) {
    return Math.max(1.0, Math.sqrt(d) / 8.0);
  }
}
