package evox.launch;

import evox.algorithm.Algorithms;
import evox.core.Algorithm;
import evox.launch.word.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options that say which algorithm, with which settings. */
final class AlgorithmOptions {

  static final Option ALGORITHM = Option.of("--algorithm", "NAME", "an algorithm; a wrong name lists them all");
  static final Option POPULATION = Option.of("--population", "N", "candidates a generation");
  static final Option START = Option.of("--start", "X", "where to begin, for algorithms that have a mean: "
      + "one number for all coordinates, or x1,x2,...");
  static final Option SIGMA = Option.of("--sigma", "S", "first step size, for algorithms that have one");
  static final Option SET = Option.repeated("--set", "NAME=VALUE", "another setting of the algorithm; "
      + "a wrong name lists them with their defaults");

  private AlgorithmOptions() {}

  static Algorithm<?> of(Given given) {
    String name = given.required(ALGORITHM.name());
    Map<String, String> settings = settings(given);
    try {
      return Algorithms.of(name, given.positive(POPULATION.name(), 0), settings);
    } catch (IllegalArgumentException e) {
      String meant = Names.resolve("algorithm", name, ALGORITHM.name() + "=" + name, Algorithms.names());
      for (String setting : settings.keySet()) requireSetting(meant, setting);
      throw e;
    }
  }

  private static Map<String, String> settings(Given given) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (given.has(START.name())) settings.put("start", given.text(START.name()));
    if (given.has(SIGMA.name())) settings.put("sigma", given.text(SIGMA.name()));
    for (String assignment : given.all(SET.name())) {
      int equals = assignment.indexOf('=');
      if (equals < 1) throw new IllegalArgumentException("--set must be name=value, got --set " + assignment);
      settings.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    return settings;
  }

  private static void requireSetting(String algorithm, String setting) {
    List<String> defaults = Algorithms.settings(algorithm);
    List<String> names = new ArrayList<>();
    for (String each : defaults) names.add(each.substring(0, each.indexOf('=')));
    for (String name : names) {
      if (name.equalsIgnoreCase(setting)) return;
    }
    throw new IllegalArgumentException("setting of " + algorithm + " must be one of " + String.join(", ", defaults)
        + ", got " + setting + Names.suggestion(setting, names));
  }
}
