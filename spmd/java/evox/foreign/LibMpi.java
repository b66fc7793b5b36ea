package evox.foreign;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.LongToIntFunction;

/**
 * MPI through the functions of its C library, whichever of the binary interfaces it has (see {@link MpiAbi}). What each
 * message costs is in {@link MpiCalls}.
 */
final class LibMpi implements Mpi {

  /** The most that any MPI writes as a version or as the text of an error, with room to spare. */
  private static final int LONGEST_TEXT = 16_384;

  private final MpiAbi abi;
  private final MpiCalls calls;
  private final MemorySegment scratch = Arena.ofAuto().allocate(LONGEST_TEXT, Long.BYTES);
  private long communicator;
  private boolean startedHere;
  private int rank;
  private int size;

  private LibMpi(NativeLibrary library) {
    Native.register(LibMpi.class, library);
    abi = MpiAbi.of(library);
    calls = MpiCalls.of(library);
  }

  /** Starts MPI, unless the program has done so itself. */
  static Mpi start(NativeLibrary library) {
    LibMpi mpi = new LibMpi(library);
    if (mpi.number("MPI_Finalized", LibMpi::MPI_Finalized) != 0) {
      throw new MpiFailed("MPI starts once in a process, got a second start after its end");
    }
    if (mpi.number("MPI_Initialized", LibMpi::MPI_Initialized) == 0) mpi.initialize();
    mpi.join();
    return mpi;
  }

  /** The version of a library, which tells it also before its start. */
  static String versionOf(NativeLibrary library) {
    return new LibMpi(library).version();
  }

  private void initialize() {
    int level = number("MPI_Init_thread", out -> MPI_Init_thread(0, 0, abi.serialized(), out));
    startedHere = true;
    if (level >= abi.serialized()) return;
    throw new MpiFailed("MPI must let threads take turns, MPI_THREAD_SERIALIZED=" + abi.serialized() + ", got level="
        + level + " from " + version());
  }

  /** Takes a communicator of our own: what the program sends by itself can't be mistaken for ours. */
  private void join() {
    require("MPI_Comm_set_errhandler", MPI_Comm_set_errhandler(abi.world(), abi.errorsReturn()));
    communicator = handle("MPI_Comm_dup", out -> MPI_Comm_dup(abi.world(), out));
    rank = number("MPI_Comm_rank", out -> MPI_Comm_rank(communicator, out));
    size = number("MPI_Comm_size", out -> MPI_Comm_size(communicator, out));
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String version() {
    int length = number("MPI_Get_library_version", out -> MPI_Get_library_version(out + Long.BYTES, out));
    String text = length == 0 ? "MPI" : scratch.getString(Long.BYTES);
    return text.lines().findFirst().orElse("MPI").split(",")[0].replaceAll("\\s+", " ");
  }

  @Override
  public Channel to(int peer, int tag) {
    return new Request() {
      @Override
      public void start(MemorySegment bytes) {
        require("MPI_Isend", calls.send(
            bytes.address(), (int) bytes.byteSize(), abi.bytes(), peer, tag, communicator, request.address()));
      }
    };
  }

  @Override
  public Channel from(int peer, int tag) {
    return new Request() {
      @Override
      public void start(MemorySegment bytes) {
        require("MPI_Irecv", calls.receive(
            bytes.address(), (int) bytes.byteSize(), abi.bytes(), peer, tag, communicator, request.address()));
      }
    };
  }

  @Override
  public void leave() {
    if (startedHere) require("MPI_Finalize", MPI_Finalize());
  }

  /** What MPI knows a message by while it is on its way, and where it answers whether it still is. */
  private abstract class Request implements Channel {

    final MemorySegment request = Arena.ofAuto().allocate(2 * Long.BYTES, Long.BYTES);
    private final long flag = request.address() + Long.BYTES;

    @Override
    public boolean isDone() {
      require("MPI_Test", calls.test(request.address(), flag, abi.noStatus()));
      return request.get(JAVA_INT, Long.BYTES) != 0;
    }
  }

  private int number(String call, LongToIntFunction function) {
    return (int) handle(call, function);
  }

  /** Zeroed before, since some write 4 bytes where others write 8. */
  private long handle(String call, LongToIntFunction function) {
    scratch.set(JAVA_LONG, 0, 0);
    require(call, function.applyAsInt(scratch.address()));
    return scratch.get(JAVA_LONG, 0);
  }

  private void require(String call, int error) {
    if (error == 0) return;
    String text = MPI_Error_string(error, scratch.address() + Long.BYTES, scratch.address()) == 0
        ? scratch.getString(Long.BYTES) : "error " + error;
    throw new MpiFailed(call + " must succeed, got " + text.lines().findFirst().orElse("").strip());
  }

  private static native int MPI_Initialized(long flag);

  private static native int MPI_Finalized(long flag);

  private static native int MPI_Init_thread(long argc, long argv, int required, long provided);

  private static native int MPI_Finalize();

  private static native int MPI_Get_library_version(long text, long length);

  private static native int MPI_Error_string(int error, long text, long length);

  private static native int MPI_Comm_set_errhandler(long communicator, long handler);

  private static native int MPI_Comm_dup(long communicator, long duplicate);

  private static native int MPI_Comm_rank(long communicator, long rank);

  private static native int MPI_Comm_size(long communicator, long size);
}
