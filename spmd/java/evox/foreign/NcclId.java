package evox.foreign;

import com.sun.jna.Structure;

/** What the ranks of a communicator know it by: NCCL's 128 bytes, passed by value. */
@Structure.FieldOrder("internal")
public final class NcclId extends Structure implements Structure.ByValue {

  static final int BYTES = 128;

  /** Read and written by JNA, which finds it by its name. */
  public byte[] internal = new byte[BYTES];

  /** For JNA, to learn the layout. */
  public NcclId() {}

  NcclId(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("an id of NCCL must have " + BYTES + " bytes, got bytes=" + bytes.length);
    }
    internal = bytes.clone();
  }
}
