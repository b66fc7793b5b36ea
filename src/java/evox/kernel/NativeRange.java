package evox.kernel;

import evox.foreign.NativeLibrary;
import evox.world.Device;

/**
 * Units of a native kernel. No lambda, which takes a millisecond of a small run to make.
 *
 * @param function the kernel's address
 * @param arguments the address of its arguments
 * @param first the unit that is the range's unit 0
 */
record NativeRange(long function, long arguments, long first) implements Device.Range {

  @Override
  public void run(long from, long to) {
    NativeLibrary.invoke(function, arguments, first + from, first + to);
  }
}
