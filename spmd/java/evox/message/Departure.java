package evox.message;

import java.util.List;
import java.util.Set;

/** Says to all others that this process leaves, and waits until they have heard it. */
final class Departure {

  /** After which those are told again who have not answered. */
  private static final long PAUSE_MILLIS = 50;

  private final Sessions sessions;
  private final Set<Link> links;

  /** @param links those that have not ended */
  Departure(Sessions sessions, Set<Link> links) {
    this.sessions = sessions;
    this.links = links;
  }

  /** A process has answered, or a link has ended. */
  synchronized void stir() {
    notifyAll();
  }

  /** Returns when all others know, or the time is over. */
  void leave(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    // Before the forwarding ones, through which it has to go.
    tellUntilAnswered(end);
    sessions.all().forEach(Session::leave);
    awaitEnds(end);
  }

  /** Over ways that lose records. */
  private void tellUntilAnswered(long end) throws InterruptedException {
    for (List<Session> untold = untold(); !untold.isEmpty() && System.nanoTime() < end; untold = untold()) {
      untold.forEach(Session::leave);
      synchronized (this) {
        if (!untold().isEmpty()) wait(PAUSE_MILLIS);
      }
    }
  }

  private List<Session> untold() {
    return sessions.all().stream().filter(Session::mayNotKnow).toList();
  }

  /** The others close their ends once they have heard it. */
  private synchronized void awaitEnds(long end) throws InterruptedException {
    while (!links.isEmpty() && System.nanoTime() < end) wait(PAUSE_MILLIS);
  }
}
