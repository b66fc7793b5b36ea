package evox.codec;

/** What follows in the bytes; each value begins with the ordinal of one. */
enum Tag {
  NULL, FALSE, TRUE, BYTE, SHORT, CHAR, INT, LONG, FLOAT, DOUBLE,

  /** A text of characters below 256, a byte each. */
  LATIN,

  /** Any other text, two bytes a character: as in memory, so that every text comes back as it was. */
  TEXT,

  BOOLEANS, BYTES, SHORTS, CHARS, INTS, LONGS, FLOATS, DOUBLES, SEGMENT, ARRAY, LIST, MAP, ENUM, RECORD, FUNCTION;

  /** Values within values: deeper ones are a cycle, or an attack on the stack. */
  static final int DEEPEST = 200;

  private static final Tag[] ALL = values();

  static Tag of(int ordinal) {
    if (ordinal >= 0 && ordinal < ALL.length) return ALL[ordinal];
    throw new Malformed("a tag must be in [0, " + ALL.length + "), got tag=" + ordinal);
  }
}
