package evox.problem.bbob;

import evox.array.Elementary;

/** A bowl with a grid of local optima one apart. */
record Rastrigin() implements Core {

  @Override
  public double value(double[] z) {
    double squares = 0.0;
    double cosines = 0.0;
    for (double v : z) {
      squares = Math.fma(v, v, squares);
      cosines = cosines + Elementary.cos2pi(v);
    }
    return Math.fma(10.0, z.length - cosines, squares);
  }
}
