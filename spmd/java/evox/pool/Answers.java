package evox.pool;

import java.util.List;

/** Where a worker says what became of what it was given. Called from any of its threads. */
interface Answers {

  /**
   * Some tasks of a batch have ended.
   *
   * @param from the place in the batch of the first of them; the others follow it
   */
  void ended(long batch, int from, List<Outcome> outcomes);

  /** The tasks of a batch from a place on have not been begun, and will not be. */
  void returned(long batch, int from);

  /** A call of an actor has ended. */
  void answered(long actor, long call, Outcome outcome);
}
