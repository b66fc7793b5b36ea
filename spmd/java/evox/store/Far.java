package evox.store;

import evox.message.Peer;
import java.util.concurrent.CompletableFuture;

/** What a store needs other machines for. */
interface Far {

  /** No other machines. */
  Far NOTHING = (stored, stale) -> {
    throw new IllegalStateException("an object must be on this machine, or in a store that reaches others, got " + stored
        + " of machine=" + stored.machine());
  };

  /** What others call this process; empty where there are none. */
  default String owner() {
    return "";
  }

  /**
   * Brings an object to this machine, once for all its processes; returns where they find it.
   *
   * @param stale where it was not found, though it should have been, since the process that held it has gone; empty at
   *     first
   */
  String fetch(Stored stored, String stale);

  /** Has a process hold an object of this one for its machine; returns whether it has to be sent the object for that. */
  default boolean place(Stored stored, Peer peer, String machine) {
    return false;
  }

  /** Holds an object that has come by another way, for all processes of this machine. */
  default void hold(Stored stored, byte[] values) {}

  /** Tells the owner of an object that it is referred to here; returns what is run when this reference is dropped. */
  default Runnable keep(Stored stored) {
    return () -> { };
  }

  /** Done when the owners of all that has been kept know of it. */
  default CompletableFuture<Void> settled() {
    return CompletableFuture.completedFuture(null);
  }

  /** Has those who refer to objects of this process look for references that they can't reach any more. */
  default void tidy() {}

  /** An object of this process has been freed. */
  default void freed(long number) {}

  /** Copies of others' objects are let go of. */
  default void close() {}
}
