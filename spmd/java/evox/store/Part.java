package evox.store;

/**
 * Where in an object a component of a record is.
 *
 * @param name the component's
 * @param from its first byte, a multiple of 64
 * @param bytes its length
 */
record Part(String name, long from, long bytes) {

  Part {
    if (name == null || from < 0 || bytes < 0) {
      throw new IllegalArgumentException("a part must lie in its object, got name=" + name + ", from=" + from + ", bytes="
          + bytes);
    }
  }
}
