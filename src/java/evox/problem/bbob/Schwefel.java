package evox.problem.bbob;

import evox.array.Elementary;

/** Ever longer waves, the best optima near the corners; a penalty beyond 500. */
record Schwefel() implements Core {

  @Override
  public double value(double[] z) {
    double sum = 0.0;
    double penalty = 0.0;
    for (double v : z) {
      double size = Math.abs(v);
      sum = Math.fma(v, Elementary.sin(Math.sqrt(size)), sum);
      penalty = Penalty.add(size - 500.0, penalty);
    }
    return 0.01 * (penalty + 418.9828872724339 - sum / z.length);
  }
}
