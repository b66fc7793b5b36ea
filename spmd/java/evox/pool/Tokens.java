package evox.pool;

import java.util.HashMap;
import java.util.Map;

/** Resources counted in whole numbers, so that what is taken and given back adds up. */
final class Tokens {

  private static final double PARTS = 10_000;

  private final Map<String, Long> free = new HashMap<>();

  Tokens(Resources all) {
    counts(all).forEach(free::put);
  }

  private static Map<String, Long> counts(Resources resources) {
    Map<String, Long> counts = new HashMap<>();
    resources.custom().forEach((name, amount) -> counts.put("custom " + name, Math.round(amount * PARTS)));
    counts.put("cores", Math.round(resources.cores() * PARTS));
    counts.put("gpus", Math.round(resources.gpus() * PARTS));
    counts.put("memory", resources.memory());
    return counts;
  }

  boolean hold(Resources wanted) {
    return times(wanted) > 0;
  }

  /** How many times over they are there. */
  long times(Resources wanted) {
    return counts(wanted).entrySet().stream().filter(e -> e.getValue() > 0)
        .mapToLong(e -> free.getOrDefault(e.getKey(), 0L) / e.getValue()).min().orElse(Long.MAX_VALUE);
  }

  /** Takes them if they are there. */
  boolean take(Resources wanted) {
    if (!hold(wanted)) return false;
    counts(wanted).forEach((name, count) -> free.merge(name, -count, Long::sum));
    return true;
  }

  void giveBack(Resources taken) {
    counts(taken).forEach((name, count) -> free.merge(name, count, Long::sum));
  }

  /** What is there now. */
  Resources free() {
    Map<String, Double> custom = new HashMap<>();
    free.forEach((name, count) -> {
      if (name.startsWith("custom ")) custom.put(name.substring("custom ".length()), count / PARTS);
    });
    return new Resources(free.get("cores") / PARTS, free.get("gpus") / PARTS, free.get("memory"), custom);
  }
}
