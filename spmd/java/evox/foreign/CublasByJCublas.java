package evox.foreign;

import jcuda.Pointer;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasHandle;

/** cuBLAS of CUDA 12, by JCublas. */
final class CublasByJCublas implements CublasFunctions {

  private static final String BINDING = "libJCublas2-12.6.0-linux-x86_64.so";

  private final cublasHandle handle = new cublasHandle();

  /**
   * Has the binding loaded, and by it the library, of which that of CUDA 12 alone will do.
   *
   * @throws GpuFailed if one of them can't be loaded, and why
   */
  CublasByJCublas() {
    CudaLibrary.load(BINDING, "cuBLAS of CUDA 12", () -> JCublas2.setExceptionsEnabled(false));
  }

  @Override
  public String binding() {
    return "JCublas";
  }

  @Override
  public int create() {
    return JCublas2.cublasCreate(handle);
  }

  @Override
  public int destroy() {
    return JCublas2.cublasDestroy(handle);
  }

  @Override
  public int multiply(MatrixProducts p) {
    Pointer factor = Pointer.to(new double[] {p.factor()});
    Pointer keep = Pointer.to(new double[] {p.keep()});
    int left = p.left().order().ordinal();
    int right = p.right().order().ordinal();
    int a = p.left().stride();
    int b = p.right().stride();
    int c = p.product().stride();
    if (p.count() == 1) {
      return JCublas2.cublasDgemm(handle, left, right, p.rows(), p.columns(), p.inner(), factor, at(p.left()), a,
          at(p.right()), b, keep, at(p.product()), c);
    }
    return JCublas2.cublasDgemmStridedBatched(handle, left, right, p.rows(), p.columns(), p.inner(), factor, at(p.left()), a,
        p.left().apart(), at(p.right()), b, p.right().apart(), keep, at(p.product()), c, p.product().apart(), p.count());
  }

  private static Pointer at(Columns columns) {
    return new CudaAddress(columns.address());
  }
}
