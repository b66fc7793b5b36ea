package evox.problem.bbob;

import java.util.List;

/** f20 to f24: many optima with little global structure. */
final class WeaklyStructured {

  private WeaklyStructured() {}

  static Definition of(Instance instance) {
    return switch (instance.function()) {
      case 20 -> schwefel(instance);
      case 21 -> gallagher(instance, 101, 10.0, Math.sqrt(1000.0));
      case 22 -> gallagher(instance, 21, 9.8, 1000.0);
      case 23 -> katsuura(instance);
      default -> lunacek(instance);
    };
  }

  private static Definition schwefel(Instance instance) {
    int d = instance.dimension();
    double best = 4.2096874637;
    double[] u = LegacyRandom.uniform(d, instance.seed());
    double[] sign = Vectors.of(d, i -> u[i] < 0.5 ? -1.0 : 1.0);
    double[] at = Vectors.all(d, best);
    return new Definition(Vectors.of(d, i -> 0.5 * best * sign[i]),
        List.of(new Scale(Vectors.of(d, i -> 2.0 * sign[i])), new Chain(at), new Shift(at),
            new Scale(instance.lambda(10.0)), new Shift(Vectors.all(d, -best)), new Scale(Vectors.all(d, 100.0))),
        new Schwefel());
  }

  /** The peaks lie in a box of this width about 0, the best one in four fifths of it. */
  private static Definition gallagher(Instance instance, int peaks, double width, double firstCondition) {
    int d = instance.dimension();
    double[] u = LegacyRandom.uniform(peaks * d, instance.seed());
    double[][] places = new double[peaks][];
    for (int p = 0; p < peaks; p++) {
      int from = p * d;
      double shrink = p == 0 ? 0.8 : 1.0;
      places[p] = Vectors.of(d, i -> shrink * (width * u[from + i] - 0.5 * width));
    }
    double[][] q = instance.q();
    return new Definition(places[0], List.of(new Linear(q)),
        new Gallagher(q, instance.seed(), places, firstCondition), new Penalty(1.0));
  }

  private static Definition katsuura(Instance instance) {
    double[] xopt = instance.xopt();
    return new Definition(xopt, List.of(new Shift(xopt), instance.conditioned(100.0)),
        Katsuura.of(instance.dimension()), new Penalty(1.0));
  }

  private static Definition lunacek(Instance instance) {
    int d = instance.dimension();
    double[] normal = LegacyRandom.normal(d, instance.seed());
    double[] sign = Vectors.of(d, i -> normal[i] < 0.0 ? -1.0 : 1.0);
    return new Definition(Vectors.of(d, i -> 0.5 * Lunacek.RIGHT * sign[i]),
        List.of(new Scale(Vectors.of(d, i -> 2.0 * sign[i]))),
        Lunacek.of(d, instance.conditioned(100.0)), new Penalty(1e4));
  }
}
