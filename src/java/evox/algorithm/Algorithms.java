package evox.algorithm;

import evox.core.Algorithm;
import java.util.List;
import java.util.Map;

/**
 * The algorithms by name. Each is a record whose first component is its {@code population}, and has a constructor of
 * the population alone, which gives every other setting its default; so a new one needs its name and a line here and no more.
 */
public final class Algorithms {

  private static final List<String> NAMES =
      List.of("PSO", "DE", "OpenES", "SNES", "CMAES", "SepCMAES", "NSGA2");

  private Algorithms() {}

  /** The names, as their papers write them. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * An algorithm with its default settings.
   *
   * @param name in any case
   * @throws IllegalArgumentException naming all of them, if there is none of this name
   */
  public static Algorithm<?> of(String name) {
    return of(name, 0, Map.of());
  }

  /**
   * An algorithm with some settings changed.
   *
   * @param name in any case
   * @param population candidates a generation, or 0 for the default
   * @param settings new values by the names of the record's components, in any case; several numbers are parted by
   *     commas
   * @throws IllegalArgumentException naming the valid ones, if there is no such algorithm or setting; or if the
   *     algorithm refuses the value
   */
  public static Algorithm<?> of(String name, long population, Map<String, String> settings) {
    for (String known : NAMES) {
      if (!known.equalsIgnoreCase(name.strip())) continue;
      Algorithm<?> defaults = defaults(known, population);
      return settings.isEmpty() ? defaults : (Algorithm<?>) Settings.changed(known, (Record) defaults, settings);
    }
    throw new IllegalArgumentException("algorithm must be one of " + String.join(", ", names()) + ", got algorithm="
        + name);
  }

  /**
   * No table of constructors, so that the algorithms that nobody asked for are not even loaded; and no one value of a
   * switch, which Java verifies to be a record by loading them all.
   */
  private static Algorithm<?> defaults(String name, long population) {
    switch (name) {
      case "PSO": return new PSO(orElse(population, 1000));
      case "DE": return new DE(orElse(population, 1000));
      case "OpenES": return new OpenES(orElse(population, 1000));
      case "SNES": return new SNES(population);
      case "CMAES": return new CMAES(population);
      case "SepCMAES": return new SepCMAES(population);
      case "NSGA2": return new NSGA2(orElse(population, 100));
      default: throw new AssertionError("every name has its algorithm, got name=" + name);
    }
  }

  private static long orElse(long population, long standard) {
    return population == 0 ? standard : population;
  }

  /** The settings of an algorithm with their defaults, each as {@code name=value}. */
  public static List<String> settings(String name) {
    return settings(of(name));
  }

  /** The settings of an algorithm as they are, each as {@code name=value}. */
  public static List<String> settings(Algorithm<?> algorithm) {
    return Settings.list((Record) algorithm);
  }
}
