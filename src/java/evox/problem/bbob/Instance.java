package evox.problem.bbob;

/**
 * One of the endlessly many instances of a function: its seed, and what is drawn from it.
 *
 * @param function 1 to 24
 * @param instance 1 or more
 * @param dimension 2 or more, d
 */
record Instance(int function, int instance, int dimension) {

  Instance {
    if (function < 1 || function > 24) {
      throw new IllegalArgumentException("number of a BBOB function must be in [1, 24], got function=" + function);
    }
    if (instance < 1) {
      throw new IllegalArgumentException("number of a BBOB instance must be 1 or more, got instance=" + instance);
    }
    if (dimension < 2) {
      throw new IllegalArgumentException("dimension of a BBOB function must be 2 or more, got dimension=" + dimension);
    }
  }

  /** f4 and f18 are twins of f3 and f17: they share their numbers. */
  long seed() {
    int drawn = function == 4 ? 3 : function == 18 ? 17 : function;
    return drawn + 10000L * instance;
  }

  /** The best fitness: two decimals, within 1000 of 0. */
  double fopt() {
    double a = LegacyRandom.normal(1, seed())[0];
    double b = LegacyRandom.normal(1, seed() + 1)[0];
    return Math.clamp(Math.floor(10000.0 * a / b + 0.5) / 100.0, -1000.0, 1000.0);
  }

  /** Where most functions have their optimum: four decimals, in [-4, 4] and never 0. */
  double[] xopt() {
    return xopt(seed());
  }

  /** The same from another seed. */
  double[] xopt(long seed) {
    double[] u = LegacyRandom.uniform(dimension, seed);
    double[] xopt = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      xopt[i] = 8.0 * Math.floor(1e4 * u[i]) / 1e4 - 4.0;
      if (xopt[i] == 0.0) xopt[i] = -1e-5;
    }
    return xopt;
  }

  /** The seed of the first rotation; f12 draws its optimum from it, too. */
  long rotationSeed() {
    return seed() + 1_000_000;
  }

  /** The paper's rotation R. */
  double[][] r() {
    return Rotation.of(dimension, rotationSeed());
  }

  /** The paper's rotation Q. */
  double[][] q() {
    return Rotation.of(dimension, seed());
  }

  /** The diagonal of the paper's Lambda^alpha: alpha^(i / (d - 1) / 2). */
  double[] lambda(double alpha) {
    return Vectors.powers(dimension, Math.sqrt(alpha));
  }

  /** R Lambda^alpha Q. */
  Linear conditioned(double alpha) {
    return new Linear(Rotation.product(r(), lambda(alpha), q()));
  }
}
