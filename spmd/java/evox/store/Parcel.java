package evox.store;

/** What stores say to one another, as records that travel. */
sealed interface Parcel {

  /**
   * The sender's machine wants an object of the receiver's.
   *
   * @param stale where it was told to find it and did not; empty at first
   */
  record Want(long number, String machine, String stale) implements Parcel {}

  /** Some bytes of an object's file, from a position on; the last ones end at its size. */
  record Piece(long number, long at, byte[] bytes, long size) implements Parcel {}

  /** The sender has all of an object, and all processes of its machine find it there. */
  record Have(long number, String machine, String path) implements Parcel {}

  /** Another process of the receiver's machine has the object there. */
  record There(long number, String path) implements Parcel {}

  /** The sender could not keep an object that it was sent. */
  record Refused(long number, String machine) implements Parcel {}

  /** The object is not there any more. */
  record Gone(long number) implements Parcel {}
}
