package evox.launch;

import evox.core.Bounds;
import evox.core.Problem;
import evox.launch.word.Names;
import evox.problem.BuiltIn;
import evox.problem.Problems;
import java.util.Arrays;

/** The options that say which problem. */
final class ProblemOptions {

  static final Option PROBLEM = Option.of("--problem", "NAME", "a built-in problem; a wrong name lists them all");
  static final Option DIMENSION = Option.of("--dimension", "N", "number of coordinates");
  static final Option INSTANCE = Option.of("--instance", "N", "which instance, where there are several");
  static final Option OBJECTIVES = Option.of("--objectives", "N", "number of objectives, where it can be chosen");
  static final Option LOWER = Option.of("--lower", "X", "lower bound: one for all coordinates, or x1,x2,...");
  static final Option UPPER = Option.of("--upper", "X", "upper bound: one for all coordinates, or x1,x2,...");
  static final Option MAXIMISE = Option.flag("--maximise", "the greater fitness is the better");

  private ProblemOptions() {}

  /**
   * The problem, in its own bounds.
   *
   * @param otherwise its dimension where none was given; 0 for the problem's own default
   */
  static BuiltIn named(Given given, int otherwise) {
    String name = given.required(PROBLEM.name());
    int dimension = given.positiveInt(DIMENSION.name(), otherwise);
    int instance = given.positiveInt(INSTANCE.name(), 0);
    int objectives = given.positiveInt(OBJECTIVES.name(), 0);
    try {
      return Problems.of(name, dimension, instance, objectives);
    } catch (IllegalArgumentException e) {
      Names.resolve("problem", name, PROBLEM.name() + "=" + name, Problems.names());
      throw e;
    }
  }

  /** The problem in the bounds and the direction asked for. */
  static Problem of(Given given) {
    BuiltIn problem = named(given, 0);
    boolean bounded = given.has(LOWER.name()) || given.has(UPPER.name());
    if (bounded) problem = new Bounded(problem, bounds(given, problem.bounds()));
    return given.has(MAXIMISE.name()) ? problem.maximised() : problem;
  }

  private static Bounds bounds(Given given, Bounds own) {
    return Bounds.of(side(given, LOWER, own.lower()), side(given, UPPER, own.upper()));
  }

  private static double[] side(Given given, Option option, double[] own) {
    double[] values = given.numbers(option.name());
    return values.length == 0 ? own : coordinates(option, values, own.length);
  }

  /** One number for all coordinates, or as many as there are. */
  static double[] coordinates(Option option, double[] values, int dimension) {
    if (values.length == dimension) return values;
    if (values.length != 1) {
      throw new IllegalArgumentException(option.name() + " must have 1 number or as many as there are coordinates, "
          + dimension + ", got " + values.length);
    }
    double[] all = new double[dimension];
    Arrays.fill(all, values[0]);
    return all;
  }
}
