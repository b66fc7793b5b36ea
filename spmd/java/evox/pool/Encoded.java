package evox.pool;

import evox.codec.Codec;
import evox.store.ObjectStore;
import evox.store.Stored;
import java.util.ArrayList;
import java.util.List;

/**
 * A value as bytes, with references of its own to the stored objects in it: they are there until this is closed or can't be
 * reached any more, whatever becomes of the value.
 */
record Encoded(byte[] bytes, List<Stored> references) implements AutoCloseable {

  /** Bytes of an argument or a result. */
  private static final int LARGEST = 1 << 28;

  static Encoded of(Object value, Codec codec, ObjectStore store) {
    List<Stored> references = new ArrayList<>();
    byte[] bytes = codec.encode(value, going -> {
      if (going instanceof Stored stored) references.add(store.keep(stored));
    });
    return new Encoded(bytes, references);
  }

  /** One that travels by itself; larger things are for the store. */
  static Encoded travelling(Object value, Codec codec, ObjectStore store) {
    Encoded encoded = of(value, codec, store);
    if (encoded.bytes.length <= LARGEST) return encoded;
    encoded.close();
    throw new IllegalArgumentException("an argument or result must be at most " + LARGEST + " bytes, got "
        + encoded.bytes.length + "; put it into the store, and pass its reference");
  }

  @Override
  public void close() {
    references.forEach(Stored::close);
  }
}
