package evox.launch;

import evox.collective.PeerLost;
import evox.pool.WorkerProcess;
import evox.world.JoinFailed;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** A user's program: a class with a main method as Java 25 allows it, static or not, with or without arguments. */
final class Program {

  private final Class<?> type;
  private final Method main;

  private Program(Class<?> type, Method main) {
    this.type = type;
    this.main = main;
  }

  /** Whether a class is one. */
  static boolean isIn(Class<?> type) {
    return main(type) != null;
  }

  /** The program that a class is. */
  static Program of(Class<?> type) {
    return new Program(type, main(type));
  }

  /**
   * Runs it in this thread; in a process that works for the pool of another, its functions and not its main.
   *
   * @return the exit code: 1 if it threw, which is then printed as Java does, or in one line where the world broke
   */
  int run(String... arguments) {
    Thread.currentThread().setContextClassLoader(type.getClassLoader());
    if (WorkerProcess.isMeant(System.getenv())) {
      WorkerProcess.serve(System.getenv());
      return 0;
    }
    try {
      Object instance = null;
      if (!Modifier.isStatic(main.getModifiers())) {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        instance = constructor.newInstance();
      }
      main.setAccessible(true);
      if (main.getParameterCount() == 0) main.invoke(instance);
      else main.invoke(instance, (Object) arguments);
      return 0;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof PeerLost || e.getCause() instanceof JoinFailed) {
        System.err.println(e.getCause().getMessage());
        return 1;
      }
      // As if it had left the thread, so that whoever wants to hear of such things does.
      Thread.currentThread().getUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), withoutOurs(e.getCause()));
      return 1;
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("a program with a main that is not static must have a constructor without "
          + "arguments, got class=" + type.getName(), e);
    }
  }

  /** The one with arguments comes first, as in Java. */
  private static Method main(Class<?> type) {
    Method withArguments = declared(type, String[].class);
    return withArguments != null ? withArguments : declared(type);
  }

  private static Method declared(Class<?> type, Class<?>... parameters) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      try {
        Method method = at.getDeclaredMethod("main", parameters);
        if (!Modifier.isPrivate(method.getModifiers())) return method;
      } catch (NoSuchMethodException e) {
        continue;
      }
    }
    return null;
  }

  /** Takes off the frames from reflection down, which are how we got there. */
  private static Throwable withoutOurs(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      List<StackTraceElement> own = new ArrayList<>();
      for (StackTraceElement frame : at.getStackTrace()) {
        if (frame.getClassName().startsWith("jdk.internal.reflect.")) break;
        own.add(frame);
      }
      at.setStackTrace(own.toArray(new StackTraceElement[0]));
    }
    return thrown;
  }
}
