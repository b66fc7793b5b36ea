package evox.launch;

/**
 * One thing that the toolkit uses.
 *
 * @param subject such as {@code processor}
 * @param state what there is of it
 * @param remedy what to do about what is missing; empty where nothing is
 */
record Finding(String subject, String state, String remedy) {

  static Finding of(String subject, String state) {
    return new Finding(subject, state, "");
  }

  @Override
  public String toString() {
    String line = subject + " ".repeat(Math.max(1, 14 - subject.length())) + state;
    return remedy.isEmpty() ? line : line + "; " + remedy;
  }
}
