package evox.problem;

/** How many coordinates a problem can have. */
final class Dimension {

  private Dimension() {}

  static void requireAtLeast(int least, int dimension) {
    if (dimension < least) {
      throw new IllegalArgumentException("dimension must be " + least + " or more, got dimension=" + dimension);
    }
  }
}
