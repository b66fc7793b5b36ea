package evox.problem.bbob;

import evox.array.Elementary;

/** Griewank's function of each link of Rosenbrock's. */
record GriewankRosenbrock() implements Core {

  @Override
  public double value(double[] z) {
    double sum = 0.0;
    for (int i = 0; i < z.length - 1; i++) {
      double link = Rosenbrock.term(z[i], z[i + 1], 0.0);
      sum = sum + (link / 4000.0 - Elementary.cos(link));
    }
    return Math.fma(10.0, sum / (z.length - 1), 10.0);
  }
}
