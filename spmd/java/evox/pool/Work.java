package evox.pool;

import java.util.concurrent.CompletableFuture;

/** One task, or one call of an actor, on its way to its result. */
final class Work {

  private final Call call;
  private final int index;
  private final Object argument;
  private final Encoded encoded;
  private final CompletableFuture<Object> future = new CompletableFuture<>();
  private int retries;

  /** @param encoded the argument as bytes, as it was when it was submitted; null where it need not travel */
  Work(Call call, int index, Object argument, Encoded encoded) {
    this.call = call;
    this.index = index;
    this.argument = argument;
    this.encoded = encoded;
    this.retries = call.retries();
    call.begin();
  }

  Call call() {
    return call;
  }

  int index() {
    return index;
  }

  Object argument() {
    return argument;
  }

  byte[] encoded() {
    return encoded == null ? null : encoded.bytes();
  }

  /** How much of it travels. */
  long bytes() {
    return encoded == null ? 0 : encoded.bytes().length;
  }

  CompletableFuture<Object> future() {
    return future;
  }

  /** Whether it may be given to another worker, after one was lost; counts it. */
  boolean mayRetry() {
    return retries-- > 0;
  }

  void complete(Outcome outcome, String worker) {
    boolean first = outcome.thrown() == null ? future.complete(outcome.value())
        : future.completeExceptionally(TaskFailed.thrown(outcome.thrown(), toString(), worker));
    if (first) end();
  }

  void lose(String cause) {
    if (future.completeExceptionally(TaskFailed.lost(toString(), cause, call.retries()))) end();
  }

  /** It is given to nobody any more. */
  private void end() {
    if (encoded != null) encoded.close();
    call.end();
  }

  @Override
  public String toString() {
    return "call=" + call.number() + ", index=" + index;
  }
}
