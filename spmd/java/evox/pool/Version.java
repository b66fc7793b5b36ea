package evox.pool;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import evox.codec.Codec;
import evox.store.ObjectStore;
import evox.store.Stored;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A value of a replica at one time.
 *
 * @param replica which one
 * @param value what it is
 * @param parts its components as bytes, as they were when it was set, or, where they are many, where those are stored;
 *     null where it need not travel
 * @param stamps for each component, the number of the version that last changed it
 * @param references to the stored objects in it, which are there as long as it is
 */
record Version(long replica, Record value, Object[] parts, long[] stamps, List<Stored> references) {

  /**
   * From so many bytes on a component goes to each machine once, and not to each worker: for four workers of one machine it
   * takes as long either way, less the larger it is.
   */
  private static final int LARGE = 1 << 18;

  static Version first(long replica, Record value, Codec codec, ObjectStore store) {
    return after(new Version(replica, null, null, null, null), value, 0, codec, store);
  }

  /** A value that takes the place of another. */
  static Version after(Version before, Record value, long number, Codec codec, ObjectStore store) {
    if (codec == null) return new Version(before.replica, value, null, null, null);
    Object[] components = codec.split(value);
    Object[] parts = new Object[components.length];
    long[] stamps = new long[components.length];
    List<Stored> references = new ArrayList<>();
    for (int c = 0; c < parts.length; c++) {
      Encoded encoded = Encoded.of(components[c], codec, store);
      references.addAll(encoded.references());
      byte[] bytes = encoded.bytes();
      boolean same = before.parts != null && isSame(bytes, before.parts[c], store);
      parts[c] = same ? before.parts[c] : bytes.length < LARGE ? bytes : store.put(MemorySegment.ofArray(bytes));
      stamps[c] = same ? before.stamps[c] : number;
    }
    return new Version(before.replica, value, parts, stamps, references);
  }

  /** By what they are and not by who they are: an array may have been changed in place. */
  private static boolean isSame(byte[] bytes, Object part, ObjectStore store) {
    return MemorySegment.ofArray(bytes).mismatch(segment(part, store)) < 0;
  }

  private static MemorySegment segment(Object part, ObjectStore store) {
    return part instanceof Stored stored ? store.open(stored) : MemorySegment.ofArray((byte[]) part);
  }

  /** A component where it has come to. Where it was stored it is copied, so that the reference is needed no more. */
  static Object decode(Object part, Codec codec, ObjectStore store) {
    if (part instanceof byte[] bytes) return codec.decode(bytes);
    try (Stored stored = (Stored) part) {
      return codec.decode(store.open(stored).toArray(JAVA_BYTE));
    }
  }

  /** What turns a version into this one, for a worker that has that; all of it for one that has none. */
  Order.Change since(Version before) {
    int[] components = IntStream.range(0, parts.length)
        .filter(c -> before == null || before.stamps[c] != stamps[c]).toArray();
    return new Order.Change(replica, value.getClass().getName(), components,
        IntStream.of(components).mapToObj(c -> parts[c]).toArray());
  }
}
