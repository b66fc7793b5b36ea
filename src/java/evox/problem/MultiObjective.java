package evox.problem;

/** A built-in problem of several objectives, whose best trade-offs are known. */
public interface MultiObjective extends BuiltIn {

  /**
   * Points of the true Pareto front, spread over all of it; the reference set of indicators such as IGD.
   *
   * @param points at most how many, 2 or more
   * @return points x m; fewer than asked where only fewer lie evenly
   */
  double[][] front(int points);
}
