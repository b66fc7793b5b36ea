package evox.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What stores say to one another, as records that travel. */
sealed interface Parcel {

  /**
   * The sender's machine wants an object of the receiver's.
   *
   * @param stale where it was told to find it and did not; empty at first
   */
  record Want(long number, String machine, String stale) implements Parcel {}

  /** Some bytes of an object's file, from a position on; the last ones end at its size. */
  record Piece(long number, long at, byte[] bytes, long size) implements Parcel {

    /** All of a small object's file. */
    static Piece whole(long number, byte[] values) {
      int size = (int) ObjectWriter.HEADER + values.length;
      ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder()).putLong(number);
      return new Piece(number, 0, file.put((int) ObjectWriter.HEADER, values).array(), size);
    }
  }

  /** The sender has all of an object, and all processes of its machine find it there. */
  record Have(long number, String machine, String path) implements Parcel {}

  /** Another process of the receiver's machine has the object there. */
  record There(long number, String path) implements Parcel {}

  /** The sender could not keep an object that it was sent. */
  record Refused(long number, String machine) implements Parcel {}

  /** The sender refers to an object of the receiver's, where it has not before. */
  record Keep(long number) implements Parcel {}

  /** The receiver's oldest {@link Keep} that has not been answered yet has been heard. */
  record Kept() implements Parcel {}

  /** The sender refers to an object of the receiver's no more. */
  record Drop(long number) implements Parcel {}

  /** The receiver is to look for references to objects of the sender's that it can't reach any more. */
  record Tidy() implements Parcel {}

  /** The object is not there any more. */
  record Gone(long number) implements Parcel {}
}
