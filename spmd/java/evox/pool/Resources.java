package evox.pool;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a worker has, or what a task holds while it runs. These are tokens of admission: nobody is kept from using more
 * cores than it has asked for. They are counted to a ten-thousandth.
 *
 * @param cores 0 or more; parts of one are possible
 * @param gpus 0 or more; parts of one are possible
 * @param memory bytes, 0 or more
 * @param custom anything else by name: licences, say
 */
public record Resources(double cores, double gpus, long memory, Map<String, Double> custom) {

  /** Nothing at all. */
  public static final Resources NONE = new Resources(0, 0, 0, Map.of());

  private static final int MOST_GPUS = 1 << 16;

  public Resources {
    custom = Map.copyOf(custom);
    require("cores", cores);
    require("gpus", gpus);
    require("memory", memory);
    custom.forEach(Resources::require);
    if (gpus > MOST_GPUS) throw new IllegalArgumentException("gpus must be at most " + MOST_GPUS + ", got gpus=" + gpus);
  }

  private static void require(String name, double amount) {
    if (!(amount >= 0 && amount < 1e14) && !(name.equals("memory") && amount >= 0)) {
      throw new IllegalArgumentException("resources must be numbers of 0 or more, got " + name + "=" + amount);
    }
  }

  /** So many cores and nothing else. */
  public static Resources cores(double cores) {
    return new Resources(cores, 0, 0, Map.of());
  }

  /** These and so many GPUs. */
  public Resources gpus(double count) {
    return new Resources(cores, count, memory, custom);
  }

  /** These and so many bytes. */
  public Resources memory(long bytes) {
    return new Resources(cores, gpus, bytes, custom);
  }

  /** These and so much of something else. */
  public Resources with(String name, double amount) {
    Map<String, Double> more = new TreeMap<>(custom);
    more.put(name, amount);
    return new Resources(cores, gpus, memory, more);
  }

  /** As much as so many need who hold these each. */
  public Resources times(int count) {
    Map<String, Double> all = new TreeMap<>();
    custom.forEach((name, amount) -> all.put(name, amount * count));
    return new Resources(cores * count, gpus * count, Math.multiplyExact(memory, (long) count), all);
  }

  /** As people write it, without what is zero. */
  @Override
  public String toString() {
    Map<String, Double> all = new TreeMap<>(custom);
    StringBuilder text = new StringBuilder();
    if (cores > 0) text.append("cores=").append(number(cores));
    if (gpus > 0) text.append(text.isEmpty() ? "" : ", ").append("gpus=").append(number(gpus));
    if (memory > 0) text.append(text.isEmpty() ? "" : ", ").append("memory=").append(memory);
    String rest = all.entrySet().stream().map(e -> e.getKey() + "=" + number(e.getValue()))
        .collect(Collectors.joining(", "));
    if (!rest.isEmpty()) text.append(text.isEmpty() ? "" : ", ").append(rest);
    return text.isEmpty() ? "nothing" : text.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
