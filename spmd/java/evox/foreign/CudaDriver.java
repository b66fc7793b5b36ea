package evox.foreign;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import jcuda.Pointer;
import jcuda.driver.CUDA_MEMCPY2D;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmemorytype;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/**
 * NVIDIA's driver, as it sees one GPU: addresses are numbers, and an error is an exception that names the call. Neither
 * the CUDA runtime nor a toolkit need be installed.
 */
final class CudaDriver {

  private static final int LEAST_VERSION = 12000;
  private static final int LEAST_CAPABILITY = 75;

  /** Nothing is wrong but the image: its format, its version, no code for this GPU, or no compiler in the driver. */
  private static final Set<Integer> NOT_FOR_THIS = Set.of(CUresult.CUDA_ERROR_INVALID_IMAGE,
      CUresult.CUDA_ERROR_NO_BINARY_FOR_GPU, CUresult.CUDA_ERROR_INVALID_PTX, CUresult.CUDA_ERROR_UNSUPPORTED_PTX_VERSION,
      CUresult.CUDA_ERROR_JIT_COMPILER_NOT_FOUND, CUresult.CUDA_ERROR_JIT_COMPILATION_DISABLED);

  /** Of its text, with the zero that ends it. */
  private static final int BUS_LENGTH = 13;

  /** The stream in which all is begun, the context's own. */
  static final long QUEUE = 0;

  private final CUcontext context = new CUcontext();
  private final CUdevice device = new CUdevice();
  private final String place;

  /**
   * The GPU of this number, counted as the driver does. It takes memory of it, and time.
   *
   * @param owner whose it is, for messages; empty for a process that is alone
   * @throws GpuFailed if it is too old, or can't be used
   */
  CudaDriver(int ordinal, String owner) {
    require("cuDeviceGet", JCudaDriver.cuDeviceGet(device, ordinal));
    requireCapable(ordinal);
    this.place = "gpu=" + ordinal + " (" + name() + ", " + bus() + ")" + (owner.isEmpty() ? "" : ", " + owner);
    done("cuDevicePrimaryCtxRetain", JCudaDriver.cuDevicePrimaryCtxRetain(context, device));
  }

  /**
   * Loads the driver and counts its GPUs.
   *
   * @throws GpuFailed if there is no driver, if it is too old, or if it has no GPU
   */
  static int start(Map<String, String> environment) {
    CudaLibrary.load(environment, () -> JCudaDriver.setExceptionsEnabled(false));
    int started = JCudaDriver.cuInit(0);
    if (started == CUresult.CUDA_ERROR_NO_DEVICE) throw new GpuFailed("the driver must have a GPU, got none");
    require("cuInit", started);
    int[] number = new int[1];
    require("cuDriverGetVersion", JCudaDriver.cuDriverGetVersion(number));
    if (number[0] < LEAST_VERSION) {
      throw new GpuFailed("the driver must be one for CUDA 12.0 or newer, got one for CUDA " + number[0] / 1000 + "."
          + number[0] % 1000 / 10 + "; update NVIDIA's driver");
    }
    require("cuDeviceGetCount", JCudaDriver.cuDeviceGetCount(number));
    return number[0];
  }

  private static void require(String call, int error) {
    if (error != CUresult.CUDA_SUCCESS) throw new GpuFailed(call + " must succeed, got " + CUresult.stringFor(error));
  }

  /** As {@link #require}, of what this GPU was to do. */
  private void done(String call, int error) {
    if (error != CUresult.CUDA_SUCCESS) {
      throw new GpuFailed(call + " must succeed, got " + CUresult.stringFor(error) + ", " + place);
    }
  }

  /** Which GPU it is, and whose. */
  String place() {
    return place;
  }

  /** A thread has no context until it is told. */
  void enter() {
    done("cuCtxSetCurrent", JCudaDriver.cuCtxSetCurrent(context));
  }

  String name() {
    byte[] text = new byte[256];
    require("cuDeviceGetName", JCudaDriver.cuDeviceGetName(text, text.length, device));
    return new String(text, StandardCharsets.UTF_8).split("\0")[0].strip();
  }

  /** As PCI has it. */
  String bus() {
    String[] bus = new String[1];
    require("cuDeviceGetPCIBusId", JCudaDriver.cuDeviceGetPCIBusId(bus, BUS_LENGTH, device));
    return bus[0].strip();
  }

  /**
   * Does nothing for a GPU that is new enough.
   *
   * @throws GpuFailed for one that is too old
   */
  static void requireCapable(int ordinal) {
    CUdevice device = new CUdevice();
    require("cuDeviceGet", JCudaDriver.cuDeviceGet(device, ordinal));
    int major = attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR);
    int minor = attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
    if (10 * major + minor < LEAST_CAPABILITY) {
      throw new GpuFailed("a GPU must have compute capability 7.5 or more, got " + major + "." + minor + " of GPU "
          + ordinal + "; --device gpu:N names another");
    }
  }

  /** How many threads run at the same time. */
  int threads() {
    return attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT)
        * attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_MULTIPROCESSOR);
  }

  private static int attribute(CUdevice device, int attribute) {
    int[] value = new int[1];
    require("cuDeviceGetAttribute", JCudaDriver.cuDeviceGetAttribute(value, attribute, device));
    return value[0];
  }

  /**
   * Loads compiled kernels, for {@link #function} and {@link #variable}.
   *
   * @return why they are none for this driver and this GPU, or null
   * @throws GpuFailed if anything else is wrong
   */
  String load(CUmodule module, String name, byte[] image) {
    enter();
    // A driver reads text up to a zero.
    int error = JCudaDriver.cuModuleLoadData(module, Arrays.copyOf(image, image.length + 1));
    if (NOT_FOR_THIS.contains(error)) return CUresult.stringFor(error);
    done("the load of the kernels " + name, error);
    return null;
  }

  /** What the GPU's machine code is called, such as sm_90. */
  String architecture() {
    return "sm_" + attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)
        + attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
  }

  /** A kernel of a module; null where it has none of that name. */
  CUfunction function(CUmodule module, String symbol) {
    enter();
    CUfunction function = new CUfunction();
    int found = JCudaDriver.cuModuleGetFunction(function, module, symbol);
    if (found == CUresult.CUDA_ERROR_NOT_FOUND) return null;
    done("the search for kernel " + symbol, found);
    return function;
  }

  /** The address of a module's variable; 0 where it has none of that name. */
  long variable(CUmodule module, String symbol) {
    enter();
    CudaAddress address = new CudaAddress(0);
    int found = JCudaDriver.cuModuleGetGlobal(address, new long[1], module, symbol);
    if (found == CUresult.CUDA_ERROR_NOT_FOUND) return 0;
    done("the search for variable " + symbol, found);
    return address.value();
  }

  /** Begins a kernel of the signature that {@code native/cuda/global.hpp} gives all of them. */
  void launch(CUfunction kernel, int blocks, int threads, MemorySegment fields, long from, long to) {
    enter();
    Pointer parameters =
        Pointer.to(new HostAddress(fields), Pointer.to(new long[] {from}), Pointer.to(new long[] {to}));
    done("cuLaunchKernel",
        JCudaDriver.cuLaunchKernel(kernel, blocks, 1, 1, threads, 1, 1, 0, null, parameters, null));
  }

  /** Memory of the GPU; 0 if there is no room. */
  long allocate(long bytes) {
    enter();
    CudaAddress address = new CudaAddress(0);
    int got = JCudaDriver.cuMemAlloc(address, bytes);
    if (got == CUresult.CUDA_ERROR_OUT_OF_MEMORY) return 0;
    done("cuMemAlloc", got);
    return address.value();
  }

  void free(long address) {
    enter();
    done("cuMemFree", JCudaDriver.cuMemFree(new CudaAddress(address)));
  }

  /** Bytes of the GPU's memory that nobody has. */
  long free() {
    enter();
    long[] free = new long[1];
    done("cuMemGetInfo", JCudaDriver.cuMemGetInfo(free, new long[1]));
    return free[0];
  }

  void zero(long address, long bytes) {
    enter();
    done("cuMemsetD8", JCudaDriver.cuMemsetD8(new CudaAddress(address), (byte) 0, bytes));
  }

  /** Whether the queue is empty. */
  boolean isDone() {
    enter();
    int state = JCudaDriver.cuStreamQuery(null);
    if (state == CUresult.CUDA_ERROR_NOT_READY) return false;
    done("all that the GPU was to do", state);
    return true;
  }

  void synchronize() {
    enter();
    done("all that the GPU was to do", JCudaDriver.cuCtxSynchronize());
  }

  void copy(long from, long to, long bytes) {
    enter();
    done("the copy on the GPU", JCudaDriver.cuMemcpyDtoD(new CudaAddress(to), new CudaAddress(from), bytes));
  }

  void upload(MemorySegment from, long to) {
    enter();
    done("the copy to the GPU",
        JCudaDriver.cuMemcpyHtoD(new CudaAddress(to), new HostAddress(from), from.byteSize()));
  }

  void download(long from, MemorySegment to) {
    enter();
    done("the copy from the GPU",
        JCudaDriver.cuMemcpyDtoH(new HostAddress(to), new CudaAddress(from), to.byteSize()));
  }

  /** Has memory of the process stay where it is, for all GPUs; returns whether it may. */
  boolean pin(MemorySegment memory) {
    enter();
    return JCudaDriver.cuMemHostRegister(new HostAddress(memory), memory.byteSize(),
        JCudaDriver.CU_MEMHOSTREGISTER_PORTABLE) == CUresult.CUDA_SUCCESS;
  }

  void unpin(MemorySegment memory) {
    enter();
    done("cuMemHostUnregister", JCudaDriver.cuMemHostUnregister(new HostAddress(memory)));
  }

  /** Copies doubles that lie a stride of bytes apart to where they lie side by side. */
  void gather(long from, long stride, MemorySegment to) {
    enter();
    CUDA_MEMCPY2D copy = new CUDA_MEMCPY2D();
    copy.srcMemoryType = CUmemorytype.CU_MEMORYTYPE_DEVICE;
    copy.srcDevice = new CudaAddress(from);
    copy.srcPitch = stride;
    copy.dstMemoryType = CUmemorytype.CU_MEMORYTYPE_HOST;
    copy.dstHost = new HostAddress(to);
    copy.dstPitch = Double.BYTES;
    copy.WidthInBytes = Double.BYTES;
    copy.Height = to.byteSize() / Double.BYTES;
    done("the copy from the GPU", JCudaDriver.cuMemcpy2D(copy));
  }

  /** An address of this process. */
  private static final class HostAddress extends Pointer {

    HostAddress(MemorySegment segment) {
      super(segment.address());
    }
  }
}
