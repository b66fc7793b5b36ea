package evox.problem.bbob;

/** The function at the end of the stages, 0 at its best. */
interface Core {

  /** The value at z, which may be overwritten. */
  double value(double[] z);

  /** What the native core of the same name reads, in its order. */
  default double[] constants() {
    return new double[0];
  }
}
