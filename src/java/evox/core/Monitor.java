package evox.core;

/** Watches a run, one generation after the other, in one thread. It reads and never changes what it is shown. */
public interface Monitor {

  /** Whether it looks at the candidates; where none does, generations may run fused, which is faster. */
  default boolean needsCandidates() {
    return false;
  }

  /** Called before the first generation. */
  default void start(Run run) {}

  /** Called after each generation. */
  void generation(Generation generation);

  /** Called once, after the last generation. */
  default void end(Generation last) {}
}
