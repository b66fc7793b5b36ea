package evox.world;

import java.util.Map;

/** Environment variables, with errors that name them. */
record Environment(Map<String, String> variables) {

  /** Whether all of these are set. */
  boolean has(String... names) {
    for (String name : names) {
      String value = variables.get(name);
      if (value == null || value.isBlank()) return false;
    }
    return true;
  }

  /** The first of these that is not set, or null. */
  String missing(String... names) {
    for (String name : names) if (!has(name)) return name;
    return null;
  }

  String text(String name) {
    String value = variables.get(name);
    if (value == null) throw new IllegalArgumentException("the launcher must set " + name + ", got none");
    return value;
  }

  int number(String name) {
    try {
      return Integer.parseInt(text(name).strip());
    } catch (NumberFormatException e) {
      throw notWhole(name, e);
    }
  }

  /** A number of 32 bits without a sign, such as 4294967290 of Slurm's interactive step. */
  long unsigned(String name) {
    try {
      return Integer.toUnsignedLong(Integer.parseUnsignedInt(text(name).strip()));
    } catch (NumberFormatException e) {
      throw notWhole(name, e);
    }
  }

  private IllegalArgumentException notWhole(String name, NumberFormatException cause) {
    return new IllegalArgumentException(name + " must be a whole number, got " + name + "=" + text(name), cause);
  }
}
