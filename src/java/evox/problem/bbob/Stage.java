package evox.problem.bbob;

/** One transformation of the search space. */
interface Stage {

  /** Transforms z, in place or into the array that is returned. */
  double[] apply(double[] z);

  /** What the native stage of the same name reads, in its order. */
  default double[] constants() {
    return new double[0];
  }
}
