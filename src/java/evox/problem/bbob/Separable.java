package evox.problem.bbob;

import java.util.List;

/** f1 to f5: each coordinate can be solved by itself. */
final class Separable {

  private Separable() {}

  static Definition of(Instance instance) {
    int d = instance.dimension();
    double[] xopt = instance.xopt();
    Stage shift = new Shift(xopt);
    return switch (instance.function()) {
      case 1 -> new Definition(xopt, List.of(shift), Quadratic.sphere(d));
      case 2 -> new Definition(xopt, List.of(shift, new Oscillate()), Quadratic.ellipsoid(d, 1e6));
      case 3 -> new Definition(xopt,
          List.of(shift, new Oscillate(), Asymmetric.of(d, 0.2), new Scale(instance.lambda(10.0))), new Rastrigin());
      case 4 -> buecheRastrigin(instance);
      default -> linearSlope(instance);
    };
  }

  /** The right side of every other coordinate is ten times as steep, and has the optimum on it. */
  private static Definition buecheRastrigin(Instance instance) {
    int d = instance.dimension();
    double[] drawn = instance.xopt();
    double[] xopt = Vectors.of(d, i -> i % 2 == 0 ? Math.abs(drawn[i]) : drawn[i]);
    double[] lambda = instance.lambda(10.0);
    double[] above = Vectors.of(d, i -> i % 2 == 0 ? 10.0 * lambda[i] : lambda[i]);
    return new Definition(xopt, List.of(new Shift(xopt), new Oscillate(), new SignedScale(above, lambda)),
        new Rastrigin(), new Penalty(100.0));
  }

  private static Definition linearSlope(Instance instance) {
    int d = instance.dimension();
    double[] drawn = instance.xopt();
    double[] sign = Vectors.of(d, i -> Math.signum(drawn[i]));
    return new Definition(Vectors.of(d, i -> 5.0 * sign[i]), List.of(new Scale(sign)),
        new LinearSlope(Vectors.powers(d, 10.0)));
  }
}
