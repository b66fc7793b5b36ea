package evox.launch;

import java.util.function.Function;

/** Classes given by their bytes, beside those of the jar. */
final class MemoryClasses extends ClassLoader {

  private final Function<String, byte[]> bytes;

  /** @param bytes the class file of a name, or null where there is none */
  MemoryClasses(Function<String, byte[]> bytes) {
    super(MemoryClasses.class.getClassLoader());
    this.bytes = bytes;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] file = bytes.apply(name);
    if (file == null) throw new ClassNotFoundException(name);
    return defineClass(name, file, 0, file.length);
  }
}
