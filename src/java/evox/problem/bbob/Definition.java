package evox.problem.bbob;

import java.util.List;

/**
 * What a function is made of. The five groups of the test bed are five lists of definitions.
 *
 * @param xopt where the optimum lies, d coordinates
 * @param stages what a candidate goes through, in this order
 * @param core the function of what comes out
 * @param penalty of leaving the box
 */
record Definition(double[] xopt, List<Stage> stages, Core core, Penalty penalty) {

  /** A definition without a penalty. */
  Definition(double[] xopt, List<Stage> stages, Core core) {
    this(xopt, stages, core, Penalty.NONE);
  }

  /** The definition of f1 to f24. */
  static Definition of(Instance instance) {
    return switch (instance.function()) {
      case 1, 2, 3, 4, 5 -> Separable.of(instance);
      case 6, 7, 8, 9 -> Moderate.of(instance);
      case 10, 11, 12, 13, 14 -> IllConditioned.of(instance);
      case 15, 16, 17, 18, 19 -> MultiModal.of(instance);
      default -> WeaklyStructured.of(instance);
    };
  }
}
