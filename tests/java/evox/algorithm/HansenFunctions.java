package evox.algorithm;

import evox.core.Problem;
import java.util.Map;

/** The test functions of pycma that its evaluations were counted on; all have their least value, 0, at 0 (rosen at 1). */
final class HansenFunctions {

  static final Map<String, Problem.PointFunction> ALL = Map.of(
      "sphere", HansenFunctions::sphere,
      "elli", HansenFunctions::elli,
      "cigar", x -> x[0] * x[0] + 1e6 * (sphere(x) - x[0] * x[0]),
      "tablet", x -> 1e6 * x[0] * x[0] + (sphere(x) - x[0] * x[0]),
      "rosen", HansenFunctions::rosen,
      "diffpow", HansenFunctions::diffpow);

  private HansenFunctions() {}

  static double sphere(double[] x) {
    double sum = 0.0;
    for (double value : x) sum += value * value;
    return sum;
  }

  static double elli(double[] x) {
    double sum = 0.0;
    for (int i = 0; i < x.length; i++) sum += Math.pow(1e6, i / (x.length - 1.0)) * x[i] * x[i];
    return sum;
  }

  static double rosen(double[] x) {
    double sum = 0.0;
    for (int i = 0; i + 1 < x.length; i++) {
      double valley = x[i] * x[i] - x[i + 1];
      sum += 100.0 * valley * valley + (1.0 - x[i]) * (1.0 - x[i]);
    }
    return sum;
  }

  static double diffpow(double[] x) {
    double sum = 0.0;
    for (int i = 0; i < x.length; i++) sum += Math.pow(Math.abs(x[i]), 2.0 + 10.0 * i / (x.length - 1.0));
    return sum;
  }
}
