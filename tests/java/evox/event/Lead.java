package evox.event;

import java.util.ArrayList;
import java.util.List;

/** How far a sender gets ahead of who hears it, both on one machine, whose clock they share. */
final class Lead {

  private final List<Long> heard = new ArrayList<>();
  private int before;
  private int most;

  /**
   * Its next event is heard now.
   *
   * @param nanos when it was about to be emitted
   */
  void hear(long nanos) {
    while (before < heard.size() && heard.get(before) < nanos) before++;
    most = Math.max(most, heard.size() - before);
    heard.add(System.nanoTime());
  }

  /** The most events that it had emitted and that had not been heard by then. */
  int most() {
    return most;
  }
}
