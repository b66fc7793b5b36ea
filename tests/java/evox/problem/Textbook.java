package evox.problem;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A classical problem, where its optimum lies, and its formula as textbooks print it, written with StrictMath. */
enum Textbook {
  SPHERE(Sphere::new, 0.0, x -> sum(x.length, i -> square(x[i]))),
  ACKLEY(Ackley::new, 0.0, Textbook::ackley),
  ACKLEY_SHIFTED(n -> new Ackley(n, 3.3), 3.3, x -> ackley(Arrays.stream(x).map(v -> v - 3.3).toArray())),
  RASTRIGIN(Rastrigin::new, 0.0,
      x -> sum(x.length, i -> square(x[i]) - 10.0 * StrictMath.cos(2.0 * Math.PI * x[i]) + 10.0)),
  ROSENBROCK(Rosenbrock::new, 1.0,
      x -> sum(x.length - 1, i -> 100.0 * square(x[i + 1] - square(x[i])) + square(x[i] - 1.0))),
  GRIEWANK(Griewank::new, 0.0, x -> 1.0 + sum(x.length, i -> square(x[i]) / 4000.0)
      - IntStream.range(0, x.length).mapToDouble(i -> StrictMath.cos(x[i] / Math.sqrt(i + 1.0)))
          .reduce(1.0, (a, b) -> a * b)),
  SCHWEFEL(Schwefel::new, 420.96874635998205,
      x -> 418.9828872724337 * x.length - sum(x.length, i -> x[i] * StrictMath.sin(Math.sqrt(Math.abs(x[i]))))),
  ELLIPSOID(Ellipsoid::new, 0.0, x -> sum(x.length, i -> (i + 1) * square(x[i]))),
  ZAKHAROV(Zakharov::new, 0.0, Textbook::zakharov),
  LEVY(Levy::new, 1.0, Textbook::levy);

  final IntFunction<BuiltIn> problem;
  final double optimum;
  final ToDoubleFunction<double[]> formula;

  Textbook(IntFunction<BuiltIn> problem, double optimum, ToDoubleFunction<double[]> formula) {
    this.problem = problem;
    this.optimum = optimum;
    this.formula = formula;
  }

  private static double ackley(double[] x) {
    double squares = sum(x.length, i -> square(x[i]));
    double cosines = sum(x.length, i -> StrictMath.cos(2.0 * Math.PI * x[i]));
    return 20.0 + Math.E - 20.0 * StrictMath.exp(-0.2 * Math.sqrt(squares / x.length))
        - StrictMath.exp(cosines / x.length);
  }

  private static double zakharov(double[] x) {
    double weighted = sum(x.length, i -> 0.5 * (i + 1) * x[i]);
    return sum(x.length, i -> square(x[i])) + square(weighted) + square(square(weighted));
  }

  private static double levy(double[] x) {
    double[] w = Arrays.stream(x).map(v -> 1.0 + (v - 1.0) / 4.0).toArray();
    double last = w[w.length - 1];
    return square(StrictMath.sin(Math.PI * w[0]))
        + sum(w.length - 1, i -> square(w[i] - 1.0) * (1.0 + 10.0 * square(StrictMath.sin(Math.PI * w[i] + 1.0))))
        + square(last - 1.0) * (1.0 + square(StrictMath.sin(2.0 * Math.PI * last)));
  }

  private static double sum(int n, IntToDoubleFunction term) {
    return IntStream.range(0, n).mapToDouble(term).sum();
  }

  private static double square(double v) {
    return v * v;
  }
}
