package evox.codec;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Values as bytes and back, for processes that run the same program. What travels, and what bytes that come in can and
 * can't do, is said at {@link evox.codec the package}. May be used by any number of threads at once.
 */
public final class Codec {

  private final Forms forms;
  private final UnaryOperator<Object> arrival;

  private Codec(Forms forms, UnaryOperator<Object> arrival) {
    this.forms = forms;
    this.arrival = arrival;
  }

  /** For the program that this thread runs. */
  public static Codec ofThisProgram() {
    ClassLoader program = Thread.currentThread().getContextClassLoader();
    return of(program == null ? Codec.class.getClassLoader() : program);
  }

  /** For the program that a class loader loads. */
  public static Codec of(ClassLoader program) {
    return new Codec(new Forms(new Types(program)), UnaryOperator.identity());
  }

  /** The same, with something else in the place of each {@link Portable} that comes. */
  public Codec receiving(UnaryOperator<Object> other) {
    return new Codec(forms, other);
  }

  /**
   * A value as bytes.
   *
   * @throws IllegalArgumentException if it can't travel, naming the part that can't
   */
  public byte[] encode(Object value) {
    return encode(value, portable -> { });
  }

  /** As {@link #encode(Object)}; tells of each {@link Portable} that goes. */
  public byte[] encode(Object value, Consumer<Portable> going) {
    Encoder encoder = new Encoder(forms, going);
    encoder.write(value, 0);
    return encoder.toBytes();
  }

  /**
   * The value of bytes, which nobody needs to trust.
   *
   * @throws Malformed if the same program can't have written them
   */
  public Object decode(byte[] bytes) {
    Source source = new Source(bytes);
    Object value = new Decoder(forms, source, arrival).read(0);
    source.requireEnd();
    return value;
  }

  /** The components of a record, in their order. */
  public Object[] split(Record record) {
    RecordForm form = forms.of(record.getClass());
    Object[] components = new Object[form.size()];
    for (int c = 0; c < components.length; c++) components[c] = form.get(c, record);
    return components;
  }

  /**
   * A record of components.
   *
   * @param type the name of its class
   * @throws Malformed if the program has no such record
   */
  public Record join(String type, Object[] components) {
    Class<?> found = forms.types().find(type);
    if (!found.isRecord()) throw new Malformed("a class must be a record, got class=" + type);
    return (Record) forms.of(found).make(components.clone());
  }
}
