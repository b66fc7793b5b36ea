package evox.launch;

import evox.core.Bounds;
import evox.kernel.Doubles;
import evox.problem.BuiltIn;

/** A built-in problem in other bounds than its own; the best fitness within them is not known. */
record Bounded(BuiltIn problem, Bounds bounds) implements BuiltIn {

  @Override
  public String name() {
    return problem.name();
  }

  @Override
  public String kernel() {
    return problem.kernel();
  }

  @Override
  public int objectives() {
    return problem.objectives();
  }

  @Override
  public Doubles constants() {
    return problem.constants();
  }

  @Override
  public void evaluate(double[] x, double[] fitness) {
    problem.evaluate(x, fitness);
  }
}
