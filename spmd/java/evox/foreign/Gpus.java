package evox.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The GPUs of this machine. Nothing of a driver is loaded before somebody asks for one. */
public final class Gpus {

  /** What is to be done where none is {@link #areLikely likely}. */
  public static final String NOT_LIKELY = "one of NVIDIA's with its driver would show as /dev/nvidiactl or /dev/dxg, which a "
      + "container must be given";

  private static final Map<String, String> ENVIRONMENT = System.getenv();

  private Gpus() {}

  /** Whether it is worth while to look for one: a machine that has none must not wait for a driver. */
  public static boolean areLikely() {
    return CudaLibrary.isLikely(ENVIRONMENT);
  }

  /**
   * The numbers of those that are new enough, 1 or more, counted as their driver does.
   *
   * @throws GpuFailed if there is none, and why
   */
  public static List<Integer> usable() {
    int count = CudaDriver.start(ENVIRONMENT);
    List<Integer> usable = new ArrayList<>();
    GpuFailed tooOld = null;
    for (int number = 0; number < count; number++) {
      try {
        CudaDriver.requireCapable(number);
        usable.add(number);
      } catch (GpuFailed e) {
        if (tooOld == null) tooOld = e;
      }
    }
    if (usable.isEmpty() && tooOld != null) throw tooOld;
    return usable;
  }

  /** As {@link #open(int, String)}, for a process that is alone. */
  public static Gpu open(int number) {
    return open(number, "");
  }

  /**
   * Opens the one of this number, counted as its driver does.
   *
   * @param owner who will use it, as failures of it say; empty for a process that is alone
   * @throws GpuFailed if it can't be used, and why
   */
  public static Gpu open(int number, String owner) {
    int count = CudaDriver.start(ENVIRONMENT);
    if (number < 0 || number >= count) {
      throw new GpuFailed("the number of a GPU must be in [0, " + count + "), how many there are, got gpu=" + number);
    }
    return new Cuda(new CudaDriver(number, owner), ENVIRONMENT);
  }

  /**
   * The library of dense algebra that they would use, in words for a reader.
   *
   * @throws GpuFailed if there is none, and what would bring one
   */
  public static String algebra() {
    return Cublas.found(ENVIRONMENT);
  }
}
