package evox.foreign;

/** cuBLAS of any version, by JNA. */
final class CublasByJna implements CublasFunctions {

  private final long[] handle = new long[1];

  @Override
  public String binding() {
    return "JNA";
  }

  @Override
  public int create() {
    return LibCublas.cublasCreate_v2(handle);
  }

  @Override
  public int destroy() {
    return LibCublas.cublasDestroy_v2(handle[0]);
  }

  @Override
  public int multiply(MatrixProducts p) {
    double[] factor = {p.factor()};
    double[] keep = {p.keep()};
    int left = p.left().order().ordinal();
    int right = p.right().order().ordinal();
    int a = p.left().stride();
    int b = p.right().stride();
    int c = p.product().stride();
    if (p.count() == 1) {
      return LibCublas.cublasDgemm_v2(handle[0], left, right, p.rows(), p.columns(), p.inner(), factor,
          p.left().address(), a, p.right().address(), b, keep, p.product().address(), c);
    }
    return LibCublas.cublasDgemmStridedBatched(handle[0], left, right, p.rows(), p.columns(), p.inner(), factor,
        p.left().address(), a, p.left().apart(), p.right().address(), b, p.right().apart(), keep, p.product().address(), c,
        p.product().apart(), p.count());
  }
}
