package evox.foreign;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** The functions of cuBLAS, as its header has them: a handle and an address are 64 bits. One library serves a process. */
final class LibCublas {

  private LibCublas() {}

  static void bind(NativeLibrary library) {
    Native.register(LibCublas.class, library);
  }

  static native int cublasGetProperty(int property, int[] value);

  static native String cublasGetStatusName(int status);

  static native int cublasCreate_v2(long[] handle);

  static native int cublasDestroy_v2(long handle);

  static native int cublasDgemm_v2(long handle, int orderOfA, int orderOfB, int m, int n, int k, double[] alpha, long a,
      int lda, long b, int ldb, double[] beta, long c, int ldc);

  static native int cublasDgemmStridedBatched(long handle, int orderOfA, int orderOfB, int m, int n, int k, double[] alpha,
      long a, int lda, long strideOfA, long b, int ldb, long strideOfB, double[] beta, long c, int ldc, long strideOfC,
      int count);
}
