package evox.foreign;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The functions of NCCL 2.17 and newer, as its header has them: a handle, an address and a count are 64 bits. One library
 * serves a process; they are bound when it is loaded.
 */
final class LibNccl {

  private LibNccl() {}

  static void bind(NativeLibrary library) {
    Native.register(LibNccl.class, library);
  }

  static native int ncclGetVersion(int[] version);

  static native int ncclGetUniqueId(byte[] id);

  static native String ncclGetErrorString(int error);

  static native String ncclGetLastError(long communicator);

  /** @param communicator the address of where the handle goes, before the call returns */
  static native int ncclCommInitRankConfig(long communicator, int ranks, NcclId id, int rank, NcclSettings settings);

  static native int ncclCommFinalize(long communicator);

  static native int ncclCommDestroy(long communicator);

  static native int ncclCommAbort(long communicator);

  static native int ncclCommGetAsyncError(long communicator, int[] error);

  static native int ncclCommCount(long communicator, int[] ranks);

  static native int ncclCommUserRank(long communicator, int[] rank);

  static native int ncclAllGather(long from, long to, long count, int type, long communicator, long queue);

  static native int ncclBroadcast(long from, long to, long count, int type, int root, long communicator, long queue);

  static native int ncclReduceScatter(
      long from, long to, long count, int type, int operation, long communicator, long queue);

  static native int ncclAllReduce(
      long from, long to, long count, int type, int operation, long communicator, long queue);

  static native int ncclSend(long from, long count, int type, int peer, long communicator, long queue);

  static native int ncclRecv(long to, long count, int type, int peer, long communicator, long queue);

  static native int ncclGroupStart();

  static native int ncclGroupEnd();

  /** What came with NCCL 2.18. */
  static final class Split {

    private static final String NAME = "ncclCommSplit";

    private Split() {}

    /** Binds it; returns whether the library has it. */
    static boolean bind(NativeLibrary library) {
      try {
        library.getFunction(NAME);
      } catch (UnsatisfiedLinkError older) {
        return false;
      }
      Native.register(Split.class, library);
      return true;
    }

    /**
     * @param part the address of where the part's handle goes, perhaps long after the call has returned
     * @param settings 0 for those of the whole
     */
    static native int ncclCommSplit(long communicator, int color, int key, long part, long settings);
  }
}
