package evox.memory;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import evox.foreign.Gpu;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The copy of a block on a GPU, and which of the two has what was written last. */
final class GpuCopy {

  /** So many rows are copied one by one, before all of the block is. */
  private static final int FEW = 8;

  private final Gpu gpu;
  private final MemorySegment host;
  private final Pin pin;
  private final long address;
  private volatile boolean hostIsOld;
  private volatile boolean gpuIsOld = true;
  private int gathered;

  GpuCopy(Gpu gpu, MemorySegment host, Pin pin) {
    this.gpu = gpu;
    this.host = host;
    this.pin = pin;
    this.address = gpu.allocate(host.byteSize());
  }

  boolean isOn(Gpu other) {
    return gpu == other;
  }

  synchronized long forKernel(boolean written) {
    if (gpuIsOld) {
      pin.copies(gpu, host.byteSize());
      gpu.upload(host, address);
    }
    gpuIsOld = false;
    if (written) {
      hostIsOld = true;
      gathered = 0;
    }
    return address;
  }

  void forReading() {
    if (hostIsOld) bringBack();
  }

  /** The rest of the block stays as old as it is. */
  synchronized void forReading(long offset, long bytes) {
    if (!hostIsOld || bytes == 0) return;
    pin.copies(gpu, bytes);
    gpu.download(address + offset, host.asSlice(offset, bytes));
  }

  void forWriting() {
    forReading();
    if (!gpuIsOld) gpuIsOld = true;
  }

  synchronized void forOverwriting() {
    hostIsOld = false;
    gpuIsOld = true;
  }

  private synchronized void bringBack() {
    if (!hostIsOld) return;
    pin.copies(gpu, host.byteSize());
    gpu.download(address, host);
    hostIsOld = false;
  }

  /** Copies the doubles if the block is on the GPU alone and not much has been asked for; returns whether it did. */
  synchronized boolean gather(long offset, long stride, double[] values, int count) {
    if (hostIsOld && gathered++ < FEW) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment side = arena.allocate(JAVA_DOUBLE, count);
        gpu.gather(address + offset, stride, side);
        ArrayCopy.read(side, 0, values, count);
      }
      return true;
    }
    bringBack();
    return false;
  }

  void close() {
    gpu.free(address);
  }
}
