package evox.launch;

/**
 * Reads a command line of exact names with their values. Picocli reads every command line, and takes 55 ms to get
 * ready, half of what a small run needs to its first generation; this reads most of them at once, and the same.
 */
final class PlainWords {

  private PlainWords() {}

  /** What was given, or null where anything calls for {@link Grammar}: a misspelling, {@code --name=value}, a
   * program's name, help. */
  static Given read(Command command, String[] arguments) {
    if (!command.parameters().isEmpty()) return null;
    Given given = new Given();
    for (int i = 1; i < arguments.length; i++) {
      Option option = named(command, arguments[i]);
      if (option == null) return null;
      if (option.value() == null) {
        given.add(option, "");
        continue;
      }
      i++;
      if (i == arguments.length || arguments[i].startsWith("--")) return null;
      given.add(option, arguments[i]);
    }
    return given;
  }

  private static Option named(Command command, String word) {
    for (Option option : command.options()) {
      if (option.name().equals(word)) return option;
    }
    return null;
  }
}
