package evox.foreign;

import java.util.Map;

/** NVIDIA's library of dense algebra, on one GPU. */
final class Cublas implements DenseAlgebra {

  private final Gpu gpu;
  private final CublasFunctions functions;
  private final String name;

  private Cublas(Gpu gpu, CublasFunctions functions, String name) {
    this.gpu = gpu;
    this.functions = functions;
    this.name = name;
  }

  /**
   * Starts it on a GPU, of which it takes memory.
   *
   * @throws GpuFailed if it isn't there or can't be started, and why
   */
  static Cublas open(Gpu gpu, Map<String, String> environment) {
    CublasLibrary library = CublasLibrary.load(environment);
    CublasFunctions functions = library.functions();
    Cublas opened = new Cublas(gpu, functions, name(library, functions));
    gpu.enter();
    opened.require("cublasCreate", functions.create());
    return opened;
  }

  /**
   * What would be started, in words for a reader.
   *
   * @throws GpuFailed if it isn't there, and what would bring it
   */
  static String found(Map<String, String> environment) {
    CublasLibrary library = CublasLibrary.load(environment);
    return name(library, library.functions());
  }

  private static String name(CublasLibrary library, CublasFunctions functions) {
    return "cuBLAS " + library.version() + " by " + functions.binding();
  }

  private void require(String call, int status) {
    if (status != 0) throw new GpuFailed(call + " must succeed, got " + CublasLibrary.text(status) + ", " + gpu.place());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Gpu gpu() {
    return gpu;
  }

  /** It uses the queue that all of the GPU's work goes into, unless it is told otherwise. */
  @Override
  public synchronized void multiply(MatrixProducts products) {
    gpu.enter();
    require("a product of cuBLAS", functions.multiply(products));
  }

  @Override
  public synchronized void close() {
    gpu.enter();
    require("cublasDestroy", functions.destroy());
  }
}
