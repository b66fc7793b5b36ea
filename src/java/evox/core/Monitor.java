package evox.core;

import evox.world.World;

/**
 * Watches a run, one generation after the other, in one thread, on rank 0 of a world. It reads and never changes what it
 * is shown.
 */
public interface Monitor {

  /** Whether it looks at the candidates; where none does, generations may run fused, which is faster. */
  default boolean needsCandidates() {
    return false;
  }

  /** Called before the first generation. */
  default void start(Run run) {}

  /** Called after each generation. */
  void generation(Generation generation);

  /**
   * Called on every rank after the last generation and before {@link #end}: here may be gathered what the ranks hold in
   * parts. Ranks may be threads of one process: what is gathered is to be kept on rank 0 alone.
   *
   * @param state of the algorithm, as this rank has it
   */
  default void gather(Record state, World world) {}

  /** Called once, after the last generation. */
  default void end(Generation last) {}
}
