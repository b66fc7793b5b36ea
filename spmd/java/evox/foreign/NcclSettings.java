package evox.foreign;

import com.sun.jna.Pointer;
import com.sun.jna.Structure;

/**
 * How a communicator is to work, ncclConfig_t: as NCCL 2.17 to 2.23 have it, which says so and is taken by all since. A
 * communicator that may block can't be aborted, so that none of ours may.
 */
@Structure.FieldOrder({"size", "magic", "version", "blocking", "cgaClusterSize", "minCtas", "maxCtas", "netName", "splitShare"})
public final class NcclSettings extends Structure {

  /** Leaves a setting to NCCL. */
  private static final int UNDEFINED = Integer.MIN_VALUE;

  /** Read and written by JNA, which finds them by their names. */
  public long size;
  public int magic = 0xcafebeef;
  public int version = 22300;
  public int blocking;
  public int cgaClusterSize = UNDEFINED;
  public int minCtas = UNDEFINED;
  public int maxCtas = UNDEFINED;
  public Pointer netName;
  public int splitShare = UNDEFINED;

  /** What suits us. */
  public NcclSettings() {
    size = size();
  }
}
