package evox.problem.bbob;

import evox.array.Elementary;

/** Two bowls, the wrong one the wider, under the waves of Rastrigin's function, which run in other directions. */
record Lunacek(Linear waves, double depth) implements Core {

  /** The middle of the right bowl. */
  static final double RIGHT = 2.5;

  static Lunacek of(int d, Linear waves) {
    return new Lunacek(waves, 1.0 - 0.5 / (Math.sqrt(d + 20.0) - 4.1));
  }

  @Override
  public double value(double[] z) {
    int d = z.length;
    double wrong = -Math.sqrt((RIGHT * RIGHT - 1.0) / depth);
    double toRight = 0.0;
    double toWrong = 0.0;
    for (int i = 0; i < d; i++) {
      double fromWrong = z[i] - wrong;
      toWrong = Math.fma(fromWrong, fromWrong, toWrong);
      z[i] = z[i] - RIGHT;
      toRight = Math.fma(z[i], z[i], toRight);
    }
    double cosines = 0.0;
    for (double v : waves.apply(z)) cosines = cosines + Elementary.cos2pi(v);
    double other = Math.fma(depth, toWrong, d);
    return Math.fma(10.0, d - cosines, toRight < other ? toRight : other);
  }

  @Override
  public double[] constants() {
    return Vectors.join(new double[] {depth}, waves.constants());
  }
}
