package evox.kernel;

import evox.foreign.DenseAlgebra;
import evox.foreign.Gpu;
import evox.foreign.Isa;
import evox.foreign.NativeLibrary;
import evox.world.Device;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;

/**
 * One bulk operation with its arguments. {@link #compute} is its definition; the native function of the same name does
 * the same, bit for bit, where it is there. A kernel works on units (tiles, as a rule) that do not depend on one
 * another, so that threads can share them; what it sums over units it sums in fixed point, in any order.
 */
public interface Kernel {

  /** The native function: {@code operation} or {@code operation/objective}. */
  String name();

  /** How many units there are. */
  long units();

  /** How many units are worth a thread of their own. */
  default long leastUnits() {
    return 1;
  }

  /** Writes the arguments, in the order of the fields of the native function's struct. */
  void pack(Arguments arguments);

  /** The definition: does units from (inclusive) to (exclusive). Called from several threads at once. */
  void compute(long from, long to);

  /** Kernels that do the same one after the other, for a device that has them and not this one. */
  default List<Kernel> parts() {
    return List.of();
  }

  /**
   * Begins units by a GPU's library of dense algebra, whose bits are its own, in place of the definition; returns false,
   * having done nothing, if it is not there for that.
   */
  default boolean begin(DenseAlgebra algebra, long first, long end) {
    return false;
  }

  /** Does all units on a device and returns when all is done, or begun where it is a GPU, which keeps the order. */
  default void launch(Device device) {
    launch(device, 0, units());
  }

  /** Does units from (inclusive) to (exclusive) on a device and returns when they are done. */
  default void launch(Device device, long first, long end) {
    if (device.algebra() != null && begin(device.algebra(), first, end)) return;
    if (device.gpu() != null && begin(device.gpu(), first, end)) return;
    long function = device.isa() == Isa.JAVA ? 0 : NativeLibrary.find(device.isa().ordinal(), name());
    if (function == 0) {
      device.forEach(end - first, leastUnits(), (from, to) -> compute(first + from, first + to));
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment struct = arena.allocate(Arguments.BYTES, Long.BYTES);
      pack(new Arguments(struct, device.isa()));
      device.forEach(end - first, leastUnits(), new NativeRange(function, struct.address(), first));
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Begins units on a GPU, or the parts of this kernel that it has; returns false, having done nothing, if it has neither. */
  private boolean begin(Gpu gpu, long first, long end) {
    Gpu.Kernel kernel = gpu.find(name());
    if (kernel == null) {
      List<Kernel> parts = parts();
      if (parts.isEmpty() || parts.stream().anyMatch(part -> gpu.find(part.name()) == null)) return false;
      for (Kernel part : parts) part.begin(gpu, first, end);
      return true;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment struct = arena.allocate(Arguments.BYTES, Long.BYTES);
      Arguments arguments = new Arguments(struct, gpu);
      pack(arguments);
      kernel.begin(struct, first, end, arguments.rows());
    } finally {
      Reference.reachabilityFence(this);
    }
    return true;
  }
}
