package evox.kernel;

import evox.foreign.Isa;
import evox.foreign.NativeLibrary;
import evox.world.Device;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

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

  /** Does all units on a device and returns when all is done. */
  default void launch(Device device) {
    long function = device.isa() == Isa.JAVA ? 0 : NativeLibrary.find(device.isa().ordinal(), name());
    if (function == 0) {
      device.forEach(units(), leastUnits(), this::compute);
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment struct = arena.allocate(Arguments.BYTES, Long.BYTES);
      pack(new Arguments(struct, device.isa()));
      long address = struct.address();
      device.forEach(units(), leastUnits(), (from, to) -> NativeLibrary.invoke(function, address, from, to));
    } finally {
      Reference.reachabilityFence(this);
    }
  }
}
