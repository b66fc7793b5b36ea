package evox.problem;

import evox.problem.bbob.Bbob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The built-in problems by name. */
public final class Problems {

  private static final int DIMENSION = 10;

  private static final List<String> NAMES = list();

  private Problems() {}

  /** All names, in lower case. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The problem of a name.
   *
   * @param name in any case
   * @param dimension number of coordinates; 0 for the problem's own default
   * @param instance number of the instance, where there are several; 0 for the first
   * @param objectives number of objectives, where it can be chosen; 0 for the problem's own default
   * @throws IllegalArgumentException if there is no such problem
   */
  public static BuiltIn of(String name, int dimension, int instance, int objectives) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!NAMES.contains(lower)) {
      throw new IllegalArgumentException(
          "problem must be one of " + String.join(", ", NAMES) + ", got problem=" + name);
    }
    BuiltIn problem = make(lower, dimension, instance, objectives);
    if (instance != 0 && instance != 1 && !(problem instanceof Bbob)) {
      throw new IllegalArgumentException("problem " + problem.name() + " has one instance, got instance=" + instance);
    }
    if (objectives != 0 && objectives != problem.objectives()) {
      throw new IllegalArgumentException("problem " + problem.name() + " must have objectives=" + problem.objectives()
          + ", got objectives=" + objectives);
    }
    return problem;
  }

  private static List<String> list() {
    List<String> names = new ArrayList<>(List.of(
        "sphere", "ackley", "rastrigin", "rosenbrock", "griewank", "schwefel", "ellipsoid", "zakharov", "levy"));
    for (int function = 1; function <= 24; function++) names.add("bbob" + function);
    names.addAll(List.of("zdt1", "zdt2", "zdt3", "zdt4", "zdt6"));
    for (int function = 1; function <= 7; function++) names.add("dtlz" + function);
    names.add("lennardjones");
    return List.copyOf(names);
  }

  /** A switch and no table of lambdas: to link those took 16 of 21 ms of the first problem's making. */
  private static BuiltIn make(String name, int dimension, int instance, int objectives) {
    int d = orElse(dimension, DIMENSION);
    return switch (name) {
      case "sphere" -> new Sphere(d);
      case "ackley" -> new Ackley(d);
      case "rastrigin" -> new Rastrigin(d);
      case "rosenbrock" -> new Rosenbrock(d);
      case "griewank" -> new Griewank(d);
      case "schwefel" -> new Schwefel(d);
      case "ellipsoid" -> new Ellipsoid(d);
      case "zakharov" -> new Zakharov(d);
      case "levy" -> new Levy(d);
      case "lennardjones" -> cluster(orElse(dimension, 3 * 13));
      default -> ofSeries(name, dimension, instance, objectives);
    };
  }

  /** A problem whose name ends with its number in a series. */
  private static BuiltIn ofSeries(String name, int dimension, int instance, int objectives) {
    int digits = name.length();
    while (Character.isDigit(name.charAt(digits - 1))) digits--;
    int function = Integer.parseInt(name.substring(digits));
    if (name.startsWith("bbob")) return Bbob.of(function, orElse(instance, 1), orElse(dimension, DIMENSION));
    if (name.startsWith("zdt")) return new Zdt(function, orElse(dimension, Zdt.of(function).dimension()));
    Dtlz standard = Dtlz.of(function, orElse(objectives, 3));
    return new Dtlz(function, orElse(dimension, standard.dimension()), standard.objectives());
  }

  private static LennardJones cluster(int dimension) {
    if (dimension < 6 || dimension % 3 != 0) {
      throw new IllegalArgumentException("dimension of lennardjones must be 3 times the number of atoms, 2 or more, got"
          + " dimension=" + dimension);
    }
    return new LennardJones(dimension / 3);
  }

  private static int orElse(int value, int standard) {
    return value == 0 ? standard : value;
  }
}
