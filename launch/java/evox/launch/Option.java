package evox.launch;

/**
 * An option of a command. None is called by a word with the letters c and p side by side: mpirun of Open MPI 4 and 5
 * rewrites such arguments of a Java program, and the one after them.
 *
 * @param name with its dashes
 * @param value what its value is called in the help; null for an option that has none
 * @param many whether it may be given more than once
 * @param purpose for the help
 */
record Option(String name, String value, boolean many, String purpose) {

  /** An option with a value. */
  static Option of(String name, String value, String purpose) {
    return new Option(name, value, false, purpose);
  }

  /** An option with a value, each time it is given. */
  static Option repeated(String name, String value, String purpose) {
    return new Option(name, value, true, purpose);
  }

  /** An option that is there or not. */
  static Option flag(String name, String purpose) {
    return new Option(name, null, false, purpose);
  }
}
