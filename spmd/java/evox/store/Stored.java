package evox.store;

import evox.codec.Portable;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.List;

/**
 * A reference to an object of a store. It travels as a few bytes, in arguments, results and captured values; whoever gets
 * it opens the object with its own store. The object is there until the last reference anywhere is closed or can't be
 * reached any more, or its process is gone; who has opened it by then keeps it. In a pool all references count, those on
 * their way too: what comes to a task does until it has ended, unless the task {@link ObjectStore#keep keeps} it. Of an
 * event, which may be heard by nobody, only that of whoever emits it does.
 */
public final class Stored implements Portable, AutoCloseable {

  private static final Cleaner CLEANER = Cleaner.create();

  /** What the path of an open file looks like. */
  static final String OPEN_FILE = "/proc/[0-9]+/fd/[0-9]+";

  private final long number;
  private final String owner;
  private final String machine;
  private final String path;
  private final long bytes;
  private final List<Part> parts;
  private final Runnable release;
  private MemorySegment opened;

  /**
   * @param number of the object, random so that no other has it
   * @param owner what the process that put it is called; empty where nobody calls it
   * @param machine where it was put
   * @param path where processes of that machine find it; empty where it is for others alone
   * @param parts the components of a record; empty for one array
   * @param drop is run once, when the reference is closed or can't be reached any more, so that it must not hold on to it;
   *     null for one that does not count
   */
  Stored(long number, String owner, String machine, String path, long bytes, List<Part> parts, Runnable drop) {
    this.number = number;
    this.owner = owner;
    this.machine = machine;
    this.path = path;
    this.bytes = bytes;
    this.parts = parts;
    this.release = drop == null ? () -> { } : CLEANER.register(this, drop)::clean;
  }

  /** One more reference to the same object. */
  Stored again(Runnable drop) {
    return new Stored(number, owner, machine, path, bytes, parts, drop);
  }

  long number() {
    return number;
  }

  String owner() {
    return owner;
  }

  String machine() {
    return machine;
  }

  String path() {
    return path;
  }

  /** How large it is. */
  public long bytes() {
    return bytes;
  }

  List<Part> parts() {
    return parts;
  }

  /** What {@link ObjectStore#open} has mapped before; null if it has not. */
  synchronized MemorySegment opened() {
    return opened;
  }

  synchronized void opened(MemorySegment mapped) {
    opened = mapped;
  }

  @Override
  public Packed pack() {
    return new Form(number, owner, machine, path, bytes, parts);
  }

  private record Form(long number, String owner, String machine, String path, long bytes, List<Part> parts)
      implements Packed {

    @Override
    public Object unpack() {
      for (Part part : parts) {
        if (part.from() <= bytes - part.bytes()) continue;
        throw new IllegalArgumentException("a part must lie in its object, got " + part);
      }
      if (!path.isEmpty() && !path.matches(OPEN_FILE)) {
        throw new IllegalArgumentException("an object must be an open file, got path=" + path);
      }
      return new Stored(number, owner, machine, path, bytes, List.copyOf(parts), null);
    }
  }

  /** This reference is not needed any more; again has no effect. */
  @Override
  public void close() {
    release.run();
  }

  @Override
  public String toString() {
    return "object=" + number + " of " + bytes + " bytes";
  }
}
