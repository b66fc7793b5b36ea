package evox.problem.bbob;

import evox.array.Elementary;

/** The sum of squares, wrinkled and flattened. */
record AttractiveSector() implements Core {

  @Override
  public double value(double[] z) {
    double sum = 0.0;
    for (double v : z) sum = Math.fma(v, v, sum);
    return Elementary.pow(Oscillate.of(sum), 0.9);
  }
}
