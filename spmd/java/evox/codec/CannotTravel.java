package evox.codec;

/** A value that has no place in a message, and where in the whole it was found. */
final class CannotTravel extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String what;
  private final String place;

  CannotTravel(String what) {
    this(what, "");
  }

  private CannotTravel(String what, String place) {
    super("what travels must be null, a boxed primitive, a String, a memory segment, an array, list or map of such, or "
        + "an enum, record or function of the program, got " + what + (place.isEmpty() ? "" : " at " + place));
    this.what = what;
    this.place = place;
  }

  /** The same value, seen from what it is part of. */
  CannotTravel in(String part) {
    boolean joined = place.isEmpty() || place.startsWith("[");
    return new CannotTravel(what, part + (joined ? place : "." + place));
  }
}
