package evox.collective;

import static org.assertj.core.api.Assertions.assertThat;

import evox.array.Order;
import evox.foreign.Gpu;
import evox.foreign.NcclFold;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.LongBinaryOperator;

/** What GPUs do together, as one rank checks it while all others do the same. */
final class GpuChecks {

  /** Awkward numbers of bytes, and of integers. */
  private static final int[] LENGTHS = {1, 7, 8, 4095, 4097, 20_011};

  private final GpuCommunicator gpus;
  private final Gpu gpu;
  private final Arena arena;

  GpuChecks(GpuCommunicator gpus, Gpu gpu, Arena arena) {
    this.gpus = gpus;
    this.gpu = gpu;
    this.arena = arena;
  }

  void all() {
    for (int length : LENGTHS) {
      broadcast(length);
      allGather(length);
      pieces(length);
      exchange(length);
      sendAndReceive(length);
      for (NcclFold fold : NcclFold.values()) {
        allReduce(length, fold);
        reduceScatter(length, fold);
      }
    }
    leastFitness();
  }

  private void broadcast(int length) {
    for (int root = 0; root < gpus.size(); root++) {
      long address = given(pattern(gpus.rank(), length));
      gpus.broadcast(address, length, root);
      assertThat(taken(address, length).mismatch(pattern(root, length))).isEqualTo(-1);
    }
  }

  /** Each rank's is of another length, and one has nothing. */
  private void pieces(int length) {
    long[] offsets = new long[gpus.size()];
    long[] lengths = new long[gpus.size()];
    int[] roots = new int[gpus.size()];
    long end = 3;
    for (int r = 0; r < gpus.size(); r++) {
      offsets[r] = end;
      lengths[r] = r == 1 ? 0 : length + r;
      roots[r] = r;
      end += lengths[r];
    }
    MemorySegment block = pattern(99, (int) end);
    block.asSlice(offsets[gpus.rank()], lengths[gpus.rank()])
        .copyFrom(pattern(gpus.rank(), (int) lengths[gpus.rank()]));
    long address = given(block);
    gpus.broadcastPieces(address, offsets, lengths, roots);
    assertThat(taken(address, 3).mismatch(pattern(99, 3))).isEqualTo(-1);
    for (int r = 0; r < gpus.size(); r++) {
      assertThat(taken(address + offsets[r], lengths[r]).mismatch(pattern(r, (int) lengths[r]))).isEqualTo(-1);
    }
    gpu.free(address);
  }

  private void allGather(int length) {
    long mine = given(pattern(gpus.rank(), length));
    long all = gpu.allocate((long) length * gpus.size());
    gpus.allGather(mine, all, length);
    for (int r = 0; r < gpus.size(); r++) {
      assertThat(taken(all + (long) r * length, length).mismatch(pattern(r, length))).isEqualTo(-1);
    }
    gpu.free(all);
    gpu.free(mine);
  }

  /** A ring in which all send at once. */
  private void exchange(int length) {
    int before = (gpus.rank() + gpus.size() - 1) % gpus.size();
    long out = given(pattern(gpus.rank(), length));
    long in = given(pattern(99, length));
    gpus.exchange((gpus.rank() + 1) % gpus.size(), out, before, in, length);
    assertThat(taken(in, length).mismatch(pattern(before, length))).isEqualTo(-1);
    gpu.free(out);
  }

  private void sendAndReceive(int length) {
    if (gpus.rank() > 0) {
      long in = given(pattern(99, length));
      gpus.receive(gpus.rank() - 1, in, length);
      assertThat(taken(in, length).mismatch(pattern(gpus.rank() - 1, length))).isEqualTo(-1);
    }
    if (gpus.rank() < gpus.size() - 1) {
      long out = given(pattern(gpus.rank(), length));
      gpus.send(gpus.rank() + 1, out, length);
      gpu.free(out);
    }
  }

  private void allReduce(int count, NcclFold fold) {
    long longs = given(terms(gpus.rank(), count));
    gpus.allReduce(longs, count, fold);
    assertFolded(taken(longs, 8L * count), 0, count, count, fold);
  }

  private void reduceScatter(int count, NcclFold fold) {
    long all = given(terms(gpus.rank(), count * gpus.size()));
    long mine = gpu.allocate(8L * count);
    gpus.reduceScatter(all, mine, count, fold);
    assertFolded(taken(mine, 8L * count), gpus.rank() * count, count, count * gpus.size(), fold);
    gpu.free(all);
  }

  /** Doubles by their keys: the least of any sign, and NaN only where there is nothing else. */
  private void leastFitness() {
    double[] fitness = {gpus.rank() - 2.5, gpus.rank() == 0 ? Double.NaN : gpus.rank(), Double.NaN,
        gpus.rank() == gpus.size() - 1 ? Double.NEGATIVE_INFINITY : 0};
    MemorySegment keys = arena.allocate(ValueLayout.JAVA_LONG, fitness.length);
    for (int i = 0; i < fitness.length; i++) keys.setAtIndex(ValueLayout.JAVA_LONG, i, Order.key(fitness[i]));
    long address = given(keys);
    gpus.allReduce(address, fitness.length, NcclFold.MIN);
    MemorySegment least = taken(address, keys.byteSize());
    double[] values = new double[fitness.length];
    for (int i = 0; i < values.length; i++) values[i] = Order.value(least.getAtIndex(ValueLayout.JAVA_LONG, i));
    assertThat(values).containsExactly(-2.5, gpus.size() == 1 ? Double.NaN : 1, Double.NaN, Double.NEGATIVE_INFINITY);
  }

  private void assertFolded(MemorySegment got, int from, int count, int of, NcclFold fold) {
    LongBinaryOperator operator = switch (fold) {
      case SUM -> Long::sum;
      case MIN -> Math::min;
      case MAX -> Math::max;
      case MIN_UNSIGNED -> (a, b) -> Long.compareUnsigned(a, b) < 0 ? a : b;
    };
    MemorySegment expected = terms(0, of);
    for (int r = 1; r < gpus.size(); r++) {
      MemorySegment other = terms(r, of);
      for (int i = 0; i < of; i++) {
        expected.setAtIndex(ValueLayout.JAVA_LONG, i, operator.applyAsLong(
            expected.getAtIndex(ValueLayout.JAVA_LONG, i), other.getAtIndex(ValueLayout.JAVA_LONG, i)));
      }
    }
    assertThat(got.mismatch(expected.asSlice(8L * from, 8L * count))).isEqualTo(-1);
  }

  /** Of all sizes and signs. */
  private MemorySegment terms(int rank, int count) {
    MemorySegment longs = arena.allocate(ValueLayout.JAVA_LONG, count);
    for (int i = 0; i < count; i++) {
      longs.setAtIndex(ValueLayout.JAVA_LONG, i, (i + 1) * (2 * rank + 1) * 0x9e3779b97f4a7c15L);
    }
    return longs;
  }

  private MemorySegment pattern(int rank, int length) {
    return CommunicatorChecks.pattern(arena, rank, length);
  }

  private long given(MemorySegment bytes) {
    long address = gpu.allocate(bytes.byteSize());
    gpu.upload(bytes, address);
    return address;
  }

  private MemorySegment taken(long address, long bytes) {
    MemorySegment copy = arena.allocate(Math.max(1, bytes)).asSlice(0, bytes);
    gpu.download(address, copy);
    return copy;
  }
}
