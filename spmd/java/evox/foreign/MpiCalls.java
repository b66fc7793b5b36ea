package evox.foreign;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * The calls of MPI that each message costs. By JNI they cost next to nothing beside what MPI does; by JNA 0.1 microseconds
 * each, and a rank asks many times before a message has come.
 */
interface MpiCalls {

  /** MPI_Isend. */
  int send(long bytes, int count, long type, int to, int tag, long communicator, long request);

  /** MPI_Irecv. */
  int receive(long bytes, int count, long type, int from, int tag, long communicator, long request);

  /** MPI_Test, perhaps several times. */
  int test(long request, long flag, long status);

  /** By JNI where the native module is. */
  static MpiCalls of(com.sun.jna.NativeLibrary library) {
    if (!NativeLibrary.isPresent()) return new ByJna(library);
    return new ByJni(address(library, "MPI_Isend"), address(library, "MPI_Irecv"), address(library, "MPI_Test"));
  }

  private static long address(com.sun.jna.NativeLibrary library, String function) {
    return Pointer.nativeValue(library.getFunction(function));
  }

  /** With the functions' addresses. */
  record ByJni(long isend, long irecv, long test) implements MpiCalls {

    /** Takes about a microsecond; whoever both sends and receives then asks after the other. */
    private static final int TIMES = 8;

    @Override
    public int send(long bytes, int count, long type, int to, int tag, long communicator, long request) {
      return NativeLibrary.startMessage(isend, bytes, count, type, to, tag, communicator, request);
    }

    @Override
    public int receive(long bytes, int count, long type, int from, int tag, long communicator, long request) {
      return NativeLibrary.startMessage(irecv, bytes, count, type, from, tag, communicator, request);
    }

    @Override
    public int test(long request, long flag, long status) {
      return NativeLibrary.testMessage(test, request, flag, status, TIMES);
    }
  }

  /** With the functions by their names. */
  final class ByJna implements MpiCalls {

    private ByJna(com.sun.jna.NativeLibrary library) {
      Native.register(ByJna.class, library);
    }

    @Override
    public int send(long bytes, int count, long type, int to, int tag, long communicator, long request) {
      return MPI_Isend(bytes, count, type, to, tag, communicator, request);
    }

    @Override
    public int receive(long bytes, int count, long type, int from, int tag, long communicator, long request) {
      return MPI_Irecv(bytes, count, type, from, tag, communicator, request);
    }

    @Override
    public int test(long request, long flag, long status) {
      return MPI_Test(request, flag, status);
    }

    private static native int MPI_Isend(
        long bytes, int count, long type, int to, int tag, long communicator, long request);

    private static native int MPI_Irecv(
        long bytes, int count, long type, int from, int tag, long communicator, long request);

    private static native int MPI_Test(long request, long flag, long status);
  }
}
