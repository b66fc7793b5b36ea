package evox.algorithm;

import evox.core.Algorithm;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * The algorithms by name. Each is a record whose first component is its {@code population}, and has a constructor of
 * the population alone, which gives every other setting its default; so a new one needs a line here and no more.
 */
public final class Algorithms {

  /**
   * An algorithm of this catalogue.
   *
   * @param population candidates a generation where none are asked for; 0 where the algorithm chooses them itself
   * @param defaults the algorithm for a population
   */
  private record Entry(String name, long population, LongFunction<Algorithm<?>> defaults) {}

  private static final List<Entry> ENTRIES = List.of(
      new Entry("PSO", 1000, PSO::new),
      new Entry("DE", 1000, DE::new),
      new Entry("OpenES", 1000, OpenES::new),
      new Entry("SNES", 0, SNES::new),
      new Entry("CMAES", 0, CMAES::new),
      new Entry("SepCMAES", 0, SepCMAES::new),
      new Entry("NSGA2", 100, NSGA2::new));

  private Algorithms() {}

  /** The names, as their papers write them. */
  public static List<String> names() {
    return ENTRIES.stream().map(Entry::name).toList();
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
    for (Entry entry : ENTRIES) {
      if (!entry.name().equalsIgnoreCase(name.strip())) continue;
      Algorithm<?> defaults = entry.defaults().apply(population == 0 ? entry.population() : population);
      return settings.isEmpty() ? defaults : (Algorithm<?>) Settings.changed(entry.name(), (Record) defaults, settings);
    }
    throw new IllegalArgumentException("algorithm must be one of " + String.join(", ", names()) + ", got algorithm="
        + name);
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
