package evox.store;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells how far a large copy is, every two seconds; of a short one nothing. */
final class Progress {

  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final String what;
  private final long bytes;
  private final Consumer<String> say;
  private final long pauseNanos;
  private final long begun = System.nanoTime();
  private long told = begun;

  Progress(String what, long bytes, Consumer<String> say) {
    this(what, bytes, say, PAUSE_NANOS);
  }

  Progress(String what, long bytes, Consumer<String> say, long pauseNanos) {
    this.what = what;
    this.bytes = bytes;
    this.say = say;
    this.pauseNanos = pauseNanos;
  }

  void at(long done) {
    long now = System.nanoTime();
    if (done < bytes && now - told < pauseNanos || told == begun && done == bytes) return;
    told = now;
    say.accept(what + ": " + (done >> 20) + " of " + (bytes >> 20) + " MiB in "
        + TimeUnit.NANOSECONDS.toSeconds(now - begun) + " s");
  }
}
