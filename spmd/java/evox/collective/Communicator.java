package evox.collective;

import java.lang.foreign.MemorySegment;
import java.util.function.DoubleBinaryOperator;

/**
 * What the ranks of a world do together. Every rank calls the same operations in the same order, from one thread; each
 * call returns when this rank's part is done. Segments may be of any size, also beyond 2 GiB; where several are passed
 * they do not overlap.
 *
 * <p>Nothing is folded in the order in which it arrives, so that the number of ranks changes no bit: longs are folded by
 * operations for which no order matters, doubles in the order of their elements.
 */
public interface Communicator extends AutoCloseable {

  /** This process's number, in [0, {@link #size}). */
  int rank();

  /** How many ranks there are. */
  int size();

  /** What carries the bytes, for messages. */
  String transport();

  /** What is known of the other ranks, for those who wait for them by other means. */
  Liveness liveness();

  /** Returns when every rank has called it. */
  void barrier();

  /** Copies the root's bytes to every rank. */
  void broadcast(MemorySegment bytes, int root);

  /**
   * Puts every rank's bytes one after the other, in the order of ranks, on every rank.
   *
   * @param mine what this rank contributes; may be of any length, and lie in {@code all} only where it belongs there
   * @param all receives everything: lengths[0] + lengths[1] + … bytes
   * @param lengths bytes of each rank; the same array on every rank
   */
  void allGather(MemorySegment mine, MemorySegment all, long[] lengths);

  /** As {@link #allGather}, on the root alone; {@code all} is not used elsewhere and may be {@link MemorySegment#NULL}. */
  void gather(MemorySegment mine, MemorySegment all, long[] lengths, int root);

  /** The reverse of {@link #gather}: hands the root's bytes out, lengths[r] to rank r. */
  void scatter(MemorySegment all, MemorySegment mine, long[] lengths, int root);

  /**
   * Hands bytes from every rank to every rank: block r of {@code out} becomes block {@link #rank} of {@code in} on
   * rank r. All blocks have the same length.
   */
  void allToAll(MemorySegment out, MemorySegment in);

  /**
   * Combines the ranks' vectors of longs element by element, by an operation for which order does not matter.
   *
   * @param longs this rank's vector; receives the result
   */
  void allReduce(MemorySegment longs, LongFold fold);

  /** As {@link #allReduce}, with the result on the root alone; elsewhere the vector's content is undefined after. */
  void reduce(MemorySegment longs, LongFold fold, int root);

  /**
   * Folds rows of doubles that the ranks share out: those of rank 0 from the first to the last, then those of rank 1, and
   * so on. The result has the bits that one rank with all rows would get. Where an order-free sum will do, such as
   * {@code FixedPointSum}, {@link #allReduce(MemorySegment, LongFold)} is faster: here each rank waits for the one before.
   *
   * @param rows this rank's, one after the other; may be none
   * @param folded one row: on rank 0 what to begin with, and on every rank receives the result
   */
  void allReduce(MemorySegment rows, MemorySegment folded, DoubleBinaryOperator operation);

  /** As {@link #allReduce(MemorySegment, MemorySegment, DoubleBinaryOperator)}, with the result on the root alone. */
  void reduce(MemorySegment rows, MemorySegment folded, DoubleBinaryOperator operation, int root);

  /** Sends bytes to a rank, which calls {@link #receive} for them. */
  void send(int to, MemorySegment bytes);

  /** Receives from a rank exactly as many bytes as the segment holds. */
  void receive(int from, MemorySegment bytes);

  /**
   * Starts work with the other ranks, such as {@code () -> communicator.allGather(mine, all, lengths)}, and returns at
   * once. One thread of this process does what was started, in the order in which it was started; operations called
   * directly come after it. The segments must be such as another thread may use, and are the work's until it is done.
   */
  Pending start(Runnable work);

  /**
   * The communicator of those ranks that pass the same color, in the order of their ranks here.
   *
   * @param color 0 or more
   */
  Communicator split(int color);

  @Override
  void close();
}
