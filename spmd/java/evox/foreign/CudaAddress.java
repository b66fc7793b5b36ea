package evox.foreign;

import jcuda.driver.CUdeviceptr;

/** An address of a GPU's memory. The binding keeps its number to itself and its children. */
final class CudaAddress extends CUdeviceptr {

  CudaAddress(long address) {
    super(new CUdeviceptr(), address);
  }

  long value() {
    return getNativePointer() + getByteOffset();
  }
}
