package evox.problem;

import evox.problem.bbob.Bbob;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** The built-in problems by name. */
public final class Problems {

  /** Makes a problem; 0 stands for the problem's own default. */
  private interface Factory {
    BuiltIn of(int dimension, int instance, int objectives);
  }

  private static final int DIMENSION = 10;

  private static final Map<String, Factory> FACTORIES = factories();

  private Problems() {}

  /** All names, in lower case. */
  public static List<String> names() {
    return List.copyOf(FACTORIES.keySet());
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
    Factory factory = FACTORIES.get(name.toLowerCase(Locale.ROOT));
    if (factory == null) {
      throw new IllegalArgumentException(
          "problem must be one of " + String.join(", ", names()) + ", got problem=" + name);
    }
    BuiltIn problem = factory.of(dimension, instance, objectives);
    if (instance != 0 && instance != 1 && !(problem instanceof Bbob)) {
      throw new IllegalArgumentException("problem " + problem.name() + " has one instance, got instance=" + instance);
    }
    if (objectives != 0 && objectives != problem.objectives()) {
      throw new IllegalArgumentException("problem " + problem.name() + " must have objectives=" + problem.objectives()
          + ", got objectives=" + objectives);
    }
    return problem;
  }

  private static Map<String, Factory> factories() {
    Map<String, Factory> all = new LinkedHashMap<>();
    all.put("sphere", single(Sphere::new));
    all.put("ackley", single(Ackley::new));
    all.put("rastrigin", single(Rastrigin::new));
    all.put("rosenbrock", single(Rosenbrock::new));
    all.put("griewank", single(Griewank::new));
    all.put("schwefel", single(Schwefel::new));
    all.put("ellipsoid", single(Ellipsoid::new));
    all.put("zakharov", single(Zakharov::new));
    all.put("levy", single(Levy::new));
    for (int f = 1; f <= 24; f++) {
      int function = f;
      all.put("bbob" + f, (dimension, instance, _) ->
          Bbob.of(function, orElse(instance, 1), orElse(dimension, DIMENSION)));
    }
    for (int f : new int[] {1, 2, 3, 4, 6}) {
      all.put("zdt" + f, (dimension, _, _) -> new Zdt(f, orElse(dimension, Zdt.of(f).dimension())));
    }
    for (int f = 1; f <= 7; f++) {
      int function = f;
      all.put("dtlz" + f, (dimension, _, objectives) -> {
        Dtlz standard = Dtlz.of(function, orElse(objectives, 3));
        return new Dtlz(function, orElse(dimension, standard.dimension()), standard.objectives());
      });
    }
    all.put("lennardjones", (dimension, _, _) -> cluster(orElse(dimension, 3 * 13)));
    return Collections.unmodifiableMap(all);
  }

  /** Problems that have nothing but a dimension. */
  private static Factory single(IntFunction<BuiltIn> problem) {
    return (dimension, _, _) -> problem.apply(orElse(dimension, DIMENSION));
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
