package evox.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/** Functions by name. The compiler has given each class a method that makes its own lambdas, and no others. */
final class Functions {

  private static final String MAKER = "$deserializeLambda$";

  private final Types types;
  private final Map<Class<?>, Method> forms = new ConcurrentHashMap<>();
  private final Map<Class<?>, Method> makers = new ConcurrentHashMap<>();
  private final Map<Class<?>, Long> digests = new ConcurrentHashMap<>();

  Functions(Types types) {
    this.types = types;
  }

  /** The name of a function; null for what is not one. */
  FunctionName name(Object value) {
    if (!value.getClass().isHidden()) return null;
    if (!(value instanceof Serializable)) {
      throw new CannotTravel("a function of an interface that does not extend Serializable: " + interfaces(value));
    }
    Class<?> host = value.getClass().getNestHost();
    if (!types.contains(host)) {
      throw new CannotTravel("a function of " + host.getName() + ", which is not the program's own");
    }
    try {
      Object form = forms.computeIfAbsent(value.getClass(), type -> accessible(type, "writeReplace")).invoke(value);
      if (!(form instanceof SerializedLambda lambda)) throw new CannotTravel(value.getClass().getName());
      Class<?> place = types.find(lambda.getCapturingClass().replace('/', '.'));
      return FunctionName.of(lambda, digest(place));
    } catch (ReflectiveOperationException e) {
      throw new CannotTravel(value.getClass().getName() + " (" + e + ")");
    }
  }

  private static String interfaces(Object value) {
    StringBuilder names = new StringBuilder();
    for (Class<?> one : value.getClass().getInterfaces()) names.append(names.isEmpty() ? "" : ", ").append(one.getName());
    return names.toString();
  }

  /**
   * The function of a name.
   *
   * @throws Malformed if this program has none
   */
  Object find(FunctionName name) {
    Class<?> place = types.find(name.place());
    if (digest(place) != name.digest()) {
      throw new Malformed("both sides must run the same program, got another " + place.getName() + " for function="
          + name);
    }
    try {
      return makers.computeIfAbsent(place, type -> accessible(type, MAKER, SerializedLambda.class))
          .invoke(null, name.form(place));
    } catch (CannotTravel | InvocationTargetException e) {
      Throwable cause = e instanceof InvocationTargetException thrown ? thrown.getCause() : e;
      throw new Malformed("a function must be in the program on both sides, got function=" + name, cause);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a method made accessible must be, got " + e, e);
    }
  }

  private static Method accessible(Class<?> type, String name, Class<?>... parameters) {
    try {
      Method method = type.getDeclaredMethod(name, parameters);
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException | InaccessibleObjectException e) {
      throw new CannotTravel(type.getName() + " (" + e.getMessage() + ")");
    }
  }

  private long digest(Class<?> type) {
    return digests.computeIfAbsent(type, t -> {
      try (InputStream file = types.program().getResourceAsStream(t.getName().replace('.', '/') + ".class")) {
        if (file == null) throw new IllegalStateException("a class must have a file, got none of " + t.getName());
        CRC32C sum = new CRC32C();
        sum.update(file.readAllBytes());
        return sum.getValue();
      } catch (IOException e) {
        throw new IllegalStateException("the program's own file must be readable, got " + e, e);
      }
    });
  }
}
