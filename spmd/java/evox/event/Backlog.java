package evox.event;

/** How much has come and not been heard: when that is too much, those who bring more have to wait. */
final class Backlog {

  private static final int MOST_EVENTS = 8192;

  /** Of what they carry. */
  private static final long MOST_BYTES = 64 << 20;

  private int events;
  private long bytes;

  Arrivals.Came add(Event event) {
    Arrivals.Came came = new Arrivals.Came(event, Weight.of(event));
    events++;
    bytes += came.bytes();
    return came;
  }

  Event remove(Arrivals.Came came) {
    events--;
    bytes -= came.bytes();
    return came.event();
  }

  boolean isFull() {
    return events >= MOST_EVENTS || bytes >= MOST_BYTES;
  }
}
