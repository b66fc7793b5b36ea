package evox.event;

/** How much has come and not been heard: when that is too much, those who bring more have to wait. */
final class Backlog {

  private static final int MOST_EVENTS = 8192;

  /** Of what they carry. */
  private static final long MOST_BYTES = 64 << 20;

  /** Bytes of an event beside what it carries, more or less. */
  private static final long EVENT = 200;

  /** Who is never to wait may bring as much as this: what this process does needs memory too. */
  private static final long MEMORY = Runtime.getRuntime().maxMemory() / 2;

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

  boolean isBeyondMemory() {
    return bytes + EVENT * events > MEMORY;
  }

  @Override
  public String toString() {
    return events + " of them with " + bytes + " bytes";
  }
}
