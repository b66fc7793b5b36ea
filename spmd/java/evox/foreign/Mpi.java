package evox.foreign;

import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * The few calls of MPI that links are made of: bytes from rank to rank, started and asked after, never waited for.
 * Between two ranks the messages of one tag arrive in the order sent. Called by one thread at a time.
 */
public interface Mpi {

  /** Messages to one rank or from one rank, one at a time. */
  interface Channel {

    /**
     * Starts moving bytes.
     *
     * @param bytes outside the heap, fewer than 2^31; not to be touched until they have moved
     * @throws MpiFailed if MPI says so
     */
    void start(MemorySegment bytes);

    /**
     * Whether what was started last has moved; lets MPI go on with everything.
     *
     * @throws MpiFailed if MPI says so
     */
    boolean isDone();
  }

  /** This process's number, in [0, {@link #size}). */
  int rank();

  /** How many processes were started together. */
  int size();

  /** Whose MPI it is, and its version; for people. */
  String version();

  /** Messages to a rank. */
  Channel to(int rank, int tag);

  /** Messages from a rank, each as long as what it is received into. */
  Channel from(int rank, int tag);

  /**
   * Leaves MPI, unless the program had started it itself. All ranks must call this, and each waits in it for the
   * others: never while one of them may be gone, nor while a message is on its way. MPI can't be started again.
   */
  void leave();

  /** Whether a launcher of MPI started this process. By itself MPI would start too, as a lone process. */
  static boolean isLaunched(Map<String, String> environment) {
    return MpiLibrary.launcher(environment) != null;
  }

  /**
   * The version of the MPI library that is installed. Nothing is started.
   *
   * @throws MpiFailed if there is none, and what would bring it
   */
  static String installed(Map<String, String> environment) {
    return LibMpi.versionOf(MpiLibrary.load(environment));
  }

  /**
   * Starts MPI, with all other processes of the launcher: through Open MPI's Java bindings where they are on the class
   * path, else through the C library.
   *
   * @throws MpiFailed if there is none, and what would bring it
   */
  static Mpi start(Map<String, String> environment) {
    return JavaBindings.arePresent() ? JavaBindings.start() : LibMpi.start(MpiLibrary.load(environment));
  }
}
