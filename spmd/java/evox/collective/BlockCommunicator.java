package evox.collective;

import evox.memory.Memory;

/**
 * What the ranks of a world do together with blocks of memory, wherever these lie: what GPUs have written last goes from
 * GPU to GPU where they reach one another. Every rank calls the same operations in the same order, from one thread.
 */
public interface BlockCommunicator extends AutoCloseable {

  /** What carries the bytes, for messages. */
  String transport();

  /**
   * Puts every rank's bytes one after the other, in the order of ranks, at the beginning of a block of every rank.
   *
   * @param mine begins with what this rank contributes
   * @param all another block
   * @param lengths bytes of each rank; the same array on every rank
   */
  void allGather(Memory mine, Memory all, long[] lengths);

  /**
   * Combines the ranks' vectors of longs element by element, by an operation for which order does not matter.
   *
   * @param longs begins with this rank's vector; receives the result
   * @param count how many
   */
  void allReduce(Memory longs, long count, LongFold fold);

  @Override
  void close();
}
