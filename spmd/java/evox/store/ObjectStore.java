package evox.store;

import evox.codec.Codec;
import evox.memory.UnnamedFile;
import evox.message.Messenger;
import evox.message.Peer;
import evox.world.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One process's part in a store of large values. What it puts is copied once, into memory of the machine that has no
 * name; every process of the machine that opens it maps the same pages, read-only. A process of another machine fetches
 * it first, once for all processes there. Any number of threads may use it.
 *
 * <pre>{@code
 * Stored weights = store.put(new double[100_000_000]);
 * MemorySegment there = store.open(weights);
 * }</pre>
 */
public final class ObjectStore implements AutoCloseable {

  private final StoreSettings settings;
  private final String machine;
  private Far far = Far.NOTHING;
  private final Room room;
  private final Holders holders = new Holders(this::free);
  private final SecureRandom numbers = new SecureRandom();
  private final Map<Long, UnnamedFile> files = new ConcurrentHashMap<>();

  /** Objects that have no file until one is asked for. */
  private final Map<Long, byte[]> lent = new ConcurrentHashMap<>();

  /** @param machine what tells processes that see one another's open files from all others */
  private ObjectStore(StoreSettings settings, String machine) {
    this.settings = settings;
    this.machine = machine;
    this.room = new Room(settings, this::tidy);
  }

  /** The store of a process by itself. */
  public static ObjectStore open(StoreSettings settings) {
    return new ObjectStore(settings, Machine.id());
  }

  /** The store of a process that reaches others, and is reached by them, over a channel of its messenger. */
  public static ObjectStore open(StoreSettings settings, Messenger messenger, int channel, Codec codec) {
    return open(settings, messenger, channel, codec, Machine.id());
  }

  static ObjectStore open(StoreSettings settings, Messenger messenger, int channel, Codec codec, String machine) {
    ObjectStore store = new ObjectStore(settings, machine);
    Neighbours neighbours = new Neighbours(messenger, channel, codec, machine, settings, store.room,
        store.holders, store::file);
    store.far = neighbours;
    neighbours.open();
    return store;
  }

  /** Where it is: the same for all stores whose processes map one another's objects. */
  public String machine() {
    return machine;
  }

  /**
   * Chooses who holds an object of this process on another machine, for all who open it there.
   *
   * @return whether that is this process, which then has to be sent its bytes and to {@link #hold} them; else somebody
   *     does already
   */
  public boolean place(Stored stored, Peer peer, String machine) {
    return far.place(stored, peer, machine);
  }

  /** Holds an object of another machine for all processes of this one. */
  public void hold(Stored stored, byte[] values) {
    far.hold(stored, values);
  }

  /** Says that another process has left or is lost. */
  public void lost(Peer peer, String cause) {
    if (far instanceof Neighbours neighbours) neighbours.lost(peer, cause);
  }

  /**
   * Puts bytes, of any number.
   *
   * @throws StoreFull if there is no room for them
   */
  public Stored put(MemorySegment bytes) {
    return put(List.of(bytes), List.of());
  }

  /** Puts numbers. */
  public Stored put(double[] values) {
    return put(MemorySegment.ofArray(values));
  }

  /** Puts numbers. */
  public Stored put(float[] values) {
    return put(MemorySegment.ofArray(values));
  }

  /** Puts numbers. */
  public Stored put(long[] values) {
    return put(MemorySegment.ofArray(values));
  }

  /** Puts numbers. */
  public Stored put(int[] values) {
    return put(MemorySegment.ofArray(values));
  }

  /** Puts numbers. */
  public Stored put(short[] values) {
    return put(MemorySegment.ofArray(values));
  }

  /** Puts numbers. */
  public Stored put(char[] values) {
    return put(MemorySegment.ofArray(values));
  }

  /** Puts numbers. */
  public Stored put(byte[] values) {
    return put(MemorySegment.ofArray(values));
  }

  /** Puts a record whose components are arrays of numbers or segments; each is opened by its name. */
  public Stored put(Record arrays) {
    Components components = Components.of(arrays);
    return put(components.segments(), components.parts());
  }

  /** Puts a few numbers for other machines; they need no room here until somebody there asks for them. */
  public Stored lend(byte[] values) {
    long number = number();
    lent.put(number, values);
    return stored(number, "", values.length, List.of());
  }

  private Stored put(List<MemorySegment> segments, List<Part> parts) {
    long number = number();
    ObjectWriter writer = new ObjectWriter(number, settings, room);
    UnnamedFile file = writer.write(segments, parts);
    files.put(number, file);
    return stored(number, file.path().toString(), writer.bytes(), parts);
  }

  /** Positive, to be read by people. */
  private long number() {
    return numbers.nextLong() >>> 1;
  }

  private Stored stored(long number, String path, long bytes, List<Part> parts) {
    holders.put(number);
    return new Stored(number, far.owner(), machine, path, bytes, parts, () -> holders.drop(number));
  }

  /** One more reference to the same object, which is there until this one, too, is closed or can't be reached any more. */
  public Stored keep(Stored stored) {
    long number = stored.number();
    return stored.again(holders.keep(number) ? () -> holders.drop(number) : far.keep(stored));
  }

  /** The same codec, with which references count here as soon as they have come. */
  public Codec keeping(Codec codec) {
    return keeping(codec, come -> { });
  }

  /** As {@link #keeping(Codec)}; tells of each reference that comes. */
  public Codec keeping(Codec codec, Consumer<Stored> come) {
    return codec.receiving(value -> {
      if (!(value instanceof Stored stored)) return value;
      Stored kept = keep(stored);
      come.accept(kept);
      return kept;
    });
  }

  /** Done when those who put the objects that have been kept so far know of it; until then others must keep them too. */
  public CompletableFuture<Void> settled() {
    return far.settled();
  }

  /** Objects that nobody can reach any more are only found when the heaps are looked through that referred to them. */
  private void tidy() {
    System.gc();
    far.tidy();
  }

  private void free(long number) {
    boolean wasLent = lent.remove(number) != null;
    UnnamedFile file = files.remove(number);
    if (file == null && !wasLent) return;
    room.giveBack(number);
    far.freed(number);
    try {
      if (file != null) file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a file must close, got " + e, e);
    }
  }

  /** The file of an object of this process; null if it has been freed, or never was here. */
  private UnnamedFile file(long number) {
    return files.computeIfAbsent(number, n -> {
      byte[] values = lent.get(n);
      if (values == null) return null;
      try {
        return new ObjectWriter(n, settings, room).write(List.of(MemorySegment.ofArray(values)), List.of());
      } catch (StoreFull e) {
        settings.say().accept(e.getMessage());
        return null;
      }
    });
  }

  /**
   * The bytes of an object, read-only, mapped for as long as they can be reached.
   *
   * @throws IllegalStateException if it has been freed
   */
  public MemorySegment open(Stored stored) {
    MemorySegment known = stored.opened();
    if (known != null) return known;
    MemorySegment mapped = stored.machine().equals(machine) ? map(stored.path(), stored) : fetch(stored);
    stored.opened(mapped);
    return mapped;
  }

  private MemorySegment fetch(Stored stored) {
    String path = far.fetch(stored, "");
    try {
      return map(path, stored);
    } catch (IllegalStateException e) {
      return map(far.fetch(stored, path), stored);
    }
  }

  private static MemorySegment map(String path, Stored stored) {
    try (FileChannel channel = FileChannel.open(Path.of(path), StandardOpenOption.READ)) {
      MemorySegment whole = channel.map(MapMode.READ_ONLY, 0, ObjectWriter.HEADER + stored.bytes(), Arena.ofAuto());
      // The number of an open file is given again to another when it is closed.
      if (whole.get(ValueLayout.JAVA_LONG, 0) == stored.number()) return whole.asSlice(ObjectWriter.HEADER);
    } catch (IOException e) {
      throw gone(stored, e);
    }
    throw gone(stored, null);
  }

  private static IllegalStateException gone(Stored stored, IOException cause) {
    return new IllegalStateException("an object must be kept by the process that put it until it is opened, got " + stored
        + (cause == null ? ", which has been freed" : ": " + cause), cause);
  }

  /**
   * A component of a stored record.
   *
   * @throws IllegalArgumentException if the record has none of that name
   */
  public MemorySegment open(Stored stored, String component) {
    for (Part part : stored.parts()) {
      if (part.name().equals(component)) return open(stored).asSlice(part.from(), part.bytes());
    }
    throw new IllegalArgumentException("a component must be one of "
        + stored.parts().stream().map(Part::name).toList() + ", got name=" + component);
  }

  /** How many copies of others' objects it holds for its machine. */
  int copies() {
    return far instanceof Neighbours neighbours ? neighbours.copies() : 0;
  }

  /** For people: what it holds. */
  public String state() {
    return room.state();
  }

  /** Frees all that this process has put. */
  @Override
  public void close() {
    files.keySet().forEach(this::free);
    lent.keySet().forEach(this::free);
    far.close();
  }
}
