package evox.memory;

import evox.foreign.Gpu;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The copies of a block on GPUs: one as a rule, and one on each of several that read the same. */
final class GpuCopies {

  private final MemorySegment host;
  private final Pin pin;
  private final List<GpuCopy> copies = new CopyOnWriteArrayList<>();

  GpuCopies(MemorySegment host) {
    this.host = host;
    this.pin = new Pin(host);
  }

  /** The address on a GPU; what it writes is what counts from then on. */
  synchronized long on(Gpu gpu, boolean written) {
    List<GpuCopy> others = copies.stream().filter(copy -> !copy.isOn(gpu)).toList();
    others.forEach(GpuCopy::forReading);
    if (written) {
      others.forEach(GpuCopy::close);
      copies.removeAll(others);
    }
    if (copies.stream().noneMatch(copy -> copy.isOn(gpu))) copies.add(new GpuCopy(gpu, host, pin));
    return copies.stream().filter(copy -> copy.isOn(gpu)).findFirst().orElseThrow().forKernel(written);
  }

  void forReading() {
    for (GpuCopy copy : copies) copy.forReading();
  }

  void forReading(long offset, long bytes) {
    for (GpuCopy copy : copies) copy.forReading(offset, bytes);
  }

  void forWriting() {
    for (GpuCopy copy : copies) copy.forWriting();
  }

  void forOverwriting() {
    for (GpuCopy copy : copies) copy.forOverwriting();
  }

  /** Copies the doubles if the block is on a GPU alone and not much has been asked for; returns whether it did. */
  boolean gather(long offset, long stride, double[] values, int count) {
    for (GpuCopy copy : copies) if (copy.gather(offset, stride, values, count)) return true;
    return false;
  }

  synchronized void close() {
    copies.forEach(GpuCopy::close);
    copies.clear();
    pin.close();
  }
}
