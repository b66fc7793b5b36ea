package evox.foreign;

import java.lang.foreign.MemorySegment;

/**
 * A graphics processor: memory of its own, copies to it and back, and the kernels that are built for it. Work is begun
 * in the order of the calls and goes on by itself; copying back waits for what it needs. Safe from any thread.
 */
public interface Gpu {

  /** A kernel for this processor. */
  interface Kernel {

    /**
     * Begins units from (inclusive) to (exclusive).
     *
     * @param fields the kernel's arguments, with addresses of this processor's memory
     * @param rows of the tiles that a kernel may work in, d; 0 if it evaluates nothing
     */
    void begin(MemorySegment fields, long from, long to, long rows);
  }

  /** What it is, in words for a reader. */
  String name();

  /** Where it is plugged in, such as 0000:01:00.0: what tells it from all others of its machine. */
  String bus();

  /** Which it is and whose, as failures of it say. */
  String place();

  /**
   * Starts its maker's library of dense algebra.
   *
   * @throws GpuFailed if it isn't there or can't be started, and why
   */
  DenseAlgebra algebra();

  /** The kernel of this name, {@code operation} or {@code operation/objective}; null where there is none. */
  Kernel find(String name);

  /** The address of an objective's tile function, for a kernel's arguments; 0 for one that streams. */
  long tileFunction(String objective);

  /**
   * Memory of the processor, with anything in it.
   *
   * @throws OutOfMemoryError naming the size, and what is free, if there is no room
   */
  long allocate(long bytes);

  /** Bytes of the processor's memory that nobody has. */
  long room();

  /** Gives back what {@link #allocate} gave. */
  void free(long address);

  /** Fills memory of the processor with zeros. */
  void zero(long address, long bytes);

  /**
   * Makes this the processor that other libraries use when the calling thread calls them.
   *
   * @return the queue in which all is begun here, as such a library is told of it
   */
  long enter();

  /**
   * Whether all that was begun is done; does not wait.
   *
   * @throws GpuFailed if some of it has failed
   */
  boolean isDone();

  /** Waits until all that was begun is done. */
  void synchronize();

  /** Copies within memory of the processor. */
  void copy(long from, long to, long bytes);

  /** Copies to memory of the processor. */
  void upload(MemorySegment from, long to);

  /** Copies from memory of the processor. */
  void download(long from, MemorySegment to);

  /** Keeps memory of the process in its place, so that copies of it are quick; returns whether the system lets it. */
  boolean pin(MemorySegment memory);

  /** Lets go of what {@link #pin} kept. */
  void unpin(MemorySegment memory);

  /** Copies doubles that lie so many bytes apart in memory of the processor to where they lie side by side. */
  void gather(long from, long stride, MemorySegment to);
}
