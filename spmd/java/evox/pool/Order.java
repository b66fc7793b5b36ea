package evox.pool;

/** What head and workers say to each other, as records that travel. */
sealed interface Order {

  /**
   * The worker is there.
   *
   * @param machine the same for all that can share memory
   */
  record Hello(String machine) implements Order {}

  /**
   * Run some tasks of one call.
   *
   * @param body their function, encoded for itself: one that is not known here fails them and nothing else; null where it is
   *     that of the tasks before
   * @param indices of the tasks
   * @param arguments of the tasks, encoded one by one
   * @param gpus numbers of those that each of them may use
   * @param change brings the replica that they see to the version that they see; null if they see none
   */
  record Run(long batch, long call, byte[] body, int[] indices, byte[][] arguments, int[] gpus, Change change)
      implements Order {}

  /**
   * Call an actor.
   *
   * @param start makes it; null once the worker has been told
   */
  record CallActor(long actor, byte[] start, long call, byte[] body, byte[] argument, int[] gpus) implements Order {}

  /** End an actor after its last call. */
  record EndActor(long actor) implements Order {}

  /**
   * Some tasks of a batch have ended, the first of them at a place in it.
   *
   * @param values what they returned, encoded one by one; null for those that threw
   * @param thrown what they threw; null for those that returned
   * @param kept the number under which the worker keeps the stored objects in the values, until it is {@link Received}; 0 if
   *     there are none
   */
  record Ended(long batch, int from, byte[][] values, Thrown[] thrown, long[] nanos, long kept) implements Order {}

  /** The tasks of a batch from a place on will not be begun. */
  record Returned(long batch, int from) implements Order {}

  /** A call of an actor has ended. */
  record Answered(long actor, long call, byte[] value, Thrown thrown, long nanos, long kept) implements Order {}

  /** The head refers by itself to all that the worker keeps under this number. */
  record Received(long kept) implements Order {}

  /**
   * From a version of a replica to another.
   *
   * @param type the record's class
   * @param components those that differ, all of them for a worker that has none
   * @param parts what they are, encoded one by one, or {@link Held}, or {@link Shared}
   */
  record Change(long replica, String type, int[] components, Object[] parts) {}

  /**
   * An encoded component that the worker finds in the store.
   *
   * @param reference to it, encoded by itself, so that it does not count: the head keeps it until the tasks have ended
   */
  record Shared(byte[] reference) {}

  /** The same, itself: the worker holds it in the store for all others of its machine. */
  record Held(byte[] reference, byte[] encoded) {}
}
