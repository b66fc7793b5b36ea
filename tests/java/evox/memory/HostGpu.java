package evox.memory;

import evox.foreign.DenseAlgebra;
import evox.foreign.Gpu;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.Set;

/** A GPU whose memory is this process's, and which counts what goes there and back. */
final class HostGpu implements Gpu {

  private final Arena arena = Arena.global();
  private final Set<Long> blocks = new HashSet<>();
  private final boolean pins;
  final Set<MemorySegment> pinned = new HashSet<>();
  int asked;
  long up;
  long down;

  HostGpu() {
    this(true);
  }

  /** @param pins whether memory may be kept in its place */
  HostGpu(boolean pins) {
    this.pins = pins;
  }

  /** Where a kernel would find a block of so many bytes. */
  MemorySegment at(long address, long bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes);
  }

  int blocks() {
    return blocks.size();
  }

  @Override
  public String name() {
    return "none";
  }

  @Override
  public String bus() {
    return "none";
  }

  @Override
  public String place() {
    return "none";
  }

  @Override
  public DenseAlgebra algebra() {
    throw new UnsupportedOperationException("this GPU has no library");
  }

  @Override
  public Kernel find(String name) {
    return null;
  }

  @Override
  public long tileFunction(String objective) {
    return 0;
  }

  @Override
  public long allocate(long bytes) {
    long address = arena.allocate(bytes, 64).address();
    blocks.add(address);
    return address;
  }

  @Override
  public long room() {
    return Long.MAX_VALUE;
  }

  @Override
  public void free(long address) {
    blocks.remove(address);
  }

  @Override
  public void zero(long address, long bytes) {
    at(address, bytes).fill((byte) 0);
  }

  @Override
  public long enter() {
    return 0;
  }

  @Override
  public boolean isDone() {
    return true;
  }

  @Override
  public void synchronize() {}

  @Override
  public void copy(long from, long to, long bytes) {
    at(to, bytes).copyFrom(at(from, bytes));
  }

  @Override
  public void upload(MemorySegment from, long to) {
    up += from.byteSize();
    at(to, from.byteSize()).copyFrom(from);
  }

  @Override
  public void download(long from, MemorySegment to) {
    down += to.byteSize();
    to.copyFrom(at(from, to.byteSize()));
  }

  @Override
  public boolean pin(MemorySegment memory) {
    asked++;
    return pins && pinned.add(memory);
  }

  @Override
  public void unpin(MemorySegment memory) {
    if (!pinned.remove(memory)) throw new IllegalStateException("what is let go of must have been kept");
  }

  @Override
  public void gather(long from, long stride, MemorySegment to) {
    down += to.byteSize();
    long count = to.byteSize() / Double.BYTES;
    MemorySegment all = at(from, (count - 1) * stride + Double.BYTES);
    for (long j = 0; j < count; j++) {
      to.setAtIndex(ValueLayout.JAVA_DOUBLE, j, all.get(ValueLayout.JAVA_DOUBLE, j * stride));
    }
  }
}
