package evox.problem.bbob;

import java.util.List;

/** f10 to f14: one optimum, high conditioning. */
final class IllConditioned {

  private IllConditioned() {}

  static Definition of(Instance instance) {
    int d = instance.dimension();
    double[] xopt = instance.function() == 12 ? instance.xopt(instance.rotationSeed()) : instance.xopt();
    Stage shift = new Shift(xopt);
    Stage turn = new Linear(instance.r());
    return switch (instance.function()) {
      case 10 -> new Definition(xopt, List.of(shift, turn, new Oscillate()), Quadratic.ellipsoid(d, 1e6));
      case 11 -> new Definition(xopt, List.of(shift, turn, new Oscillate()), Quadratic.firstAndOthers(d, 1e6, 1.0));
      case 12 -> new Definition(xopt, List.of(shift, turn, Asymmetric.of(d, 0.5), turn),
          Quadratic.firstAndOthers(d, 1.0, 1e6));
      case 13 -> new Definition(xopt, List.of(shift, instance.conditioned(10.0)), new SharpRidge());
      default -> new Definition(xopt, List.of(shift, turn), DifferentPowers.of(d));
    };
  }
}
