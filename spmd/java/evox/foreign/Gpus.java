package evox.foreign;

import java.util.Map;

/** The GPUs of this machine. Nothing of a driver is loaded before somebody asks for one. */
public final class Gpus {

  private static final Map<String, String> ENVIRONMENT = System.getenv();

  private Gpus() {}

  /** Whether it is worth while to look for one: a machine that has none must not wait for a driver. */
  public static boolean areLikely() {
    return CudaLibrary.isLikely(ENVIRONMENT);
  }

  /**
   * How many there are, 1 or more.
   *
   * @throws GpuFailed if there is none that can be used, and why
   */
  public static int count() {
    return CudaDriver.start(ENVIRONMENT);
  }

  /**
   * Opens the one of this number, counted as its driver does.
   *
   * @throws GpuFailed if it can't be used, and why
   */
  public static Gpu open(int number) {
    int count = count();
    if (number < 0 || number >= count) {
      throw new GpuFailed("the number of a GPU must be in [0, " + count + "), how many there are, got gpu=" + number);
    }
    return new Cuda(new CudaDriver(number), ENVIRONMENT);
  }
}
