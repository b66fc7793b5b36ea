package evox.problem.bbob;

import evox.array.Elementary;

/** A sum of ever finer and lower waves: continuous, nearly nowhere smooth. */
record Weierstrass() implements Core {

  private static final int WAVES = 12;

  /** The sum of the amplitudes, which all waves reach at once. */
  private static final double HEIGHT = 2.0 - 0x1p-11;

  @Override
  public double value(double[] z) {
    double sum = 0.0;
    for (double v : z) {
      double amplitude = 1.0;
      double frequency = 1.0;
      for (int wave = 0; wave < WAVES; wave++) {
        sum = Math.fma(amplitude, Elementary.cos2pi(frequency * (v + 0.5)), sum);
        amplitude *= 0.5;
        frequency *= 3.0;
      }
    }
    double mean = sum / z.length + HEIGHT;
    return 10.0 * (mean * mean * mean);
  }
}
