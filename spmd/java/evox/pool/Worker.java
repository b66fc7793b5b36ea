package evox.pool;

import java.util.List;

/** Who runs tasks and keeps actors. Its methods return at once; what comes of them goes to {@link Answers}. */
interface Worker extends AutoCloseable {

  /** Says where its answers go, before it is given anything. */
  void answerTo(Answers head);

  /** What to call it. */
  String name();

  /** What it has. */
  Resources resources();

  /**
   * Runs some tasks of one call, one after the other.
   *
   * @param gpus the numbers of the GPUs that each of them may use
   */
  void run(long batch, List<Work> works, int[] gpus);

  /** Calls an actor, which it first makes if it has not got it yet; calls run in the order of these calls. */
  void call(ActorSeat actor, Work work);

  /** Ends an actor after its last call. */
  void end(ActorSeat actor);

  /** Ends the worker. */
  @Override
  void close();
}
