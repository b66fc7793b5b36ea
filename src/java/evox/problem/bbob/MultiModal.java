package evox.problem.bbob;

import java.util.List;

/** f15 to f19: many optima with a global structure. */
final class MultiModal {

  private MultiModal() {}

  static Definition of(Instance instance) {
    return switch (instance.function()) {
      case 15 -> rastrigin(instance);
      case 16 -> weierstrass(instance);
      case 17 -> schaffers(instance, 10.0);
      case 18 -> schaffers(instance, 1000.0);
      default -> Moderate.turnedValley(instance, new GriewankRosenbrock());
    };
  }

  private static Definition rastrigin(Instance instance) {
    double[] xopt = instance.xopt();
    return new Definition(xopt,
        List.of(new Shift(xopt), new Linear(instance.r()), new Oscillate(), Asymmetric.of(instance.dimension(), 0.2),
            instance.conditioned(10.0)),
        new Rastrigin());
  }

  private static Definition weierstrass(Instance instance) {
    double[] xopt = instance.xopt();
    return new Definition(xopt,
        List.of(new Shift(xopt), new Linear(instance.r()), new Oscillate(), instance.conditioned(0.01)),
        new Weierstrass(), new Penalty(10.0 / instance.dimension()));
  }

  private static Definition schaffers(Instance instance, double condition) {
    double[] xopt = instance.xopt();
    Stage conditioned = new Linear(Rotation.scaled(instance.lambda(condition), instance.q()));
    return new Definition(xopt,
        List.of(new Shift(xopt), new Linear(instance.r()), Asymmetric.of(instance.dimension(), 0.5), conditioned),
        new SchaffersF7(), new Penalty(10.0));
  }
}
