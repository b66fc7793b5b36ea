package evox.foreign;

import static java.lang.invoke.MethodType.methodType;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.nio.Buffer;

/**
 * MPI through Open MPI's own Java bindings, as a site's {@code mpi.jar} has them. They are found by name, so that
 * nothing here needs that jar to compile, and the jar of any release will do that fits its library.
 */
final class JavaBindings implements Mpi {

  private static final String ENTRY = "mpi.MPI";

  private final Class<?> mpi;
  private final Object communicator;
  private final Object bytes;
  private final MethodHandle send;
  private final MethodHandle receive;
  private final MethodHandle test;
  private final boolean startedHere;

  private JavaBindings() throws ReflectiveOperationException {
    mpi = Class.forName(ENTRY);
    startedHere = !(boolean) mpi.getMethod("isInitialized").invoke(null);
    if (startedHere) {
      mpi.getMethod("InitThread", String[].class, int.class)
          .invoke(null, new String[0], mpi.getField("THREAD_SERIALIZED").getInt(null));
    }
    bytes = mpi.getField("BYTE").get(null);
    Object world = mpi.getField("COMM_WORLD").get(null);
    communicator = world.getClass().getMethod("dup").invoke(world);
    Object errorsReturn = mpi.getField("ERRORS_RETURN").get(null);
    communicator.getClass().getMethod("setErrhandler", errorsReturn.getClass()).invoke(communicator, errorsReturn);
    Class<?> request = Class.forName("mpi.Request");
    MethodType message =
        methodType(request, Buffer.class, int.class, Class.forName("mpi.Datatype"), int.class, int.class);
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    send = lookup.findVirtual(communicator.getClass(), "iSend", message).bindTo(communicator);
    receive = lookup.findVirtual(communicator.getClass(), "iRecv", message).bindTo(communicator);
    test = lookup.findVirtual(request, "test", methodType(boolean.class));
  }

  /** Whether the class path has them. */
  static boolean arePresent() {
    try {
      Class.forName(ENTRY, false, JavaBindings.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  static Mpi start() {
    try {
      return new JavaBindings();
    } catch (InvocationTargetException e) {
      throw new MpiFailed("MPI must start, got " + e.getCause(), e);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new MpiFailed("the mpi.jar on the class path must fit the MPI library, got " + e
          + "; leave the jar out to use the library itself", e);
    }
  }

  @Override
  public int rank() {
    return (int) answer(communicator, "getRank");
  }

  @Override
  public int size() {
    return (int) answer(communicator, "getSize");
  }

  @Override
  public String version() {
    return answer(null, "getLibVersion").toString().split(",")[0] + " through mpi.jar";
  }

  @Override
  public Channel to(int rank, int tag) {
    return new Messages(send, rank, tag);
  }

  @Override
  public Channel from(int rank, int tag) {
    return new Messages(receive, rank, tag);
  }

  @Override
  public void leave() {
    if (startedHere) answer(null, "Finalize");
  }

  private Object answer(Object of, String method) {
    try {
      return (of == null ? mpi : of.getClass()).getMethod(method).invoke(of);
    } catch (ReflectiveOperationException e) {
      throw failed(method, e.getCause() == null ? e : e.getCause());
    }
  }

  private static MpiFailed failed(String method, Throwable cause) {
    return new MpiFailed(method + " must succeed, got " + cause, cause);
  }

  private final class Messages implements Channel {

    private final MethodHandle start;
    private final int peer;
    private final int tag;
    private Object request;

    Messages(MethodHandle start, int peer, int tag) {
      this.start = start;
      this.peer = peer;
      this.tag = tag;
    }

    @Override
    public void start(MemorySegment segment) {
      try {
        request = start.invoke((Buffer) segment.asByteBuffer(), (int) segment.byteSize(), bytes, peer, tag);
      } catch (Throwable e) {
        throw failed("the start of a message", e);
      }
    }

    @Override
    public boolean isDone() {
      try {
        return (boolean) test.invoke(request);
      } catch (Throwable e) {
        throw failed("test", e);
      }
    }
  }
}
