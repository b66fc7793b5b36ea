package evox.codec;

/** What is no record and travels all the same, as a record that stands for it. */
public interface Portable {

  /** A record of what travels, from which the other side makes the same again. */
  Packed pack();

  /** A record that stands for something else while it travels; to be implemented by records. */
  interface Packed {

    /** What it stands for. Called for bytes that are not trusted: it checks what it is made of. */
    Object unpack();
  }
}
