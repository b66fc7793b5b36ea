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

  String text(String name) {
    String value = variables.get(name);
    if (value == null) throw new IllegalArgumentException("the launcher must set " + name + ", got none");
    return value;
  }

  int number(String name) {
    try {
      return Integer.parseInt(text(name).strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a whole number, got " + name + "=" + text(name), e);
    }
  }
}
