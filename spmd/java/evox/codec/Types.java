package evox.codec;

import java.security.CodeSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The program's own classes, which alone may be named in a message. */
final class Types {

  private final ClassLoader program;
  private final Map<String, Class<?>> found = new ConcurrentHashMap<>();

  /** @param program the loader of the program's classes, which finds this jar's too */
  Types(ClassLoader program) {
    this.program = program;
  }

  boolean contains(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null && (loader == program || loader == Types.class.getClassLoader()) && !type.isHidden()
        && !type.isArray() && !isOfJdk(type);
  }

  /** The application's class loader loads some of the JDK's own modules, the compiler for one. */
  private static boolean isOfJdk(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source != null && source.getLocation() != null && source.getLocation().getProtocol().equals("jrt");
  }

  /** The class of this name, not initialised. */
  Class<?> find(String name) {
    Class<?> known = found.get(name);
    if (known != null) return known;
    Class<?> type = load(name);
    if (type == null || !contains(type)) {
      throw new Malformed("a class must be of the same program on both sides, got class=" + name);
    }
    found.put(name, type);
    return type;
  }

  private Class<?> load(String name) {
    try {
      return Class.forName(name, false, program);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  ClassLoader program() {
    return program;
  }
}
