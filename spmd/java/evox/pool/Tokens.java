package evox.pool;

import java.util.HashMap;
import java.util.Map;

/** Resources counted in whole numbers, so that what is taken and given back adds up. */
final class Tokens {

  private static final long PARTS = 10_000;
  private static final String GPUS = "gpus";

  private final Map<String, Long> free = new HashMap<>();
  private final GpuTokens gpus;

  Tokens(Resources all) {
    counts(all).forEach(free::put);
    this.gpus = new GpuTokens(free.get(GPUS), PARTS);
  }

  private static Map<String, Long> counts(Resources resources) {
    Map<String, Long> counts = new HashMap<>();
    resources.custom().forEach((name, amount) -> counts.put("custom " + name, Math.round(amount * PARTS)));
    counts.put("cores", Math.round(resources.cores() * PARTS));
    counts.put(GPUS, Math.round(resources.gpus() * PARTS));
    counts.put("memory", resources.memory());
    return counts;
  }

  boolean hold(Resources wanted) {
    Map<String, Long> counts = counts(wanted);
    return times(counts) > 0 && gpus.find(counts.get(GPUS)) != null;
  }

  /** How many times over they are there. */
  long times(Resources wanted) {
    return times(counts(wanted));
  }

  private long times(Map<String, Long> counts) {
    return counts.entrySet().stream().filter(e -> e.getValue() > 0)
        .mapToLong(e -> free.getOrDefault(e.getKey(), 0L) / e.getValue()).min().orElse(Long.MAX_VALUE);
  }

  /** Takes what is there; returns the numbers of the GPUs in it. */
  int[] take(Resources wanted) {
    Map<String, Long> counts = counts(wanted);
    int[] found = gpus.find(counts.get(GPUS));
    gpus.take(found, counts.get(GPUS));
    counts.forEach((name, count) -> free.merge(name, -count, Long::sum));
    return found;
  }

  /** @param which the GPUs in it */
  void giveBack(Resources taken, int[] which) {
    Map<String, Long> counts = counts(taken);
    gpus.take(which, -counts.get(GPUS));
    counts.forEach((name, count) -> free.merge(name, count, Long::sum));
  }

  /** What is there now. */
  Resources free() {
    Map<String, Double> custom = new HashMap<>();
    free.forEach((name, count) -> {
      if (name.startsWith("custom ")) custom.put(name.substring("custom ".length()), count / (double) PARTS);
    });
    return new Resources(free.get("cores") / (double) PARTS, free.get(GPUS) / (double) PARTS, free.get("memory"), custom);
  }
}
