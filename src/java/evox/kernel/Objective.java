package evox.kernel;

/** A built-in objective: its definition in Java, and the name and constants by which the native kernels know it. */
public interface Objective {

  /** Its name in the native module, such as {@code ackley}. */
  String kernel();

  /** Number of coordinates, d. */
  int dimension();

  /** Number of objectives, m. */
  default int objectives() {
    return 1;
  }

  /** What its kernel reads besides the candidate: shifts, rotations; the order is the objective's own. */
  default Doubles constants() {
    return Doubles.NONE;
  }

  /**
   * The definition. Sums run over the dimensions in their order; a NaN coordinate makes the fitness NaN.
   *
   * @param x d coordinates
   * @param fitness receives m values
   */
  void evaluate(double[] x, double[] fitness);
}
