package evox.problem.bbob;

import evox.array.Elementary;

/** Rings whose number and height change with the distance from the middle. */
record SchaffersF7() implements Core {

  @Override
  public double value(double[] z) {
    double sum = 0.0;
    for (int i = 0; i < z.length - 1; i++) {
      double squared = Math.fma(z[i], z[i], z[i + 1] * z[i + 1]);
      double wave = Elementary.sin(50.0 * Elementary.pow(squared, 0.1));
      sum = Math.fma(Math.sqrt(Math.sqrt(squared)), Math.fma(wave, wave, 1.0), sum);
    }
    double mean = sum / (z.length - 1);
    return mean * mean;
  }
}
