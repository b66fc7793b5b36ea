// Stands in for NVIDIA's cuBLAS on machines without a GPU, beside the driver that does the same: matrices in columns, in
// memory of the device, multiplied at once and from the last term of a sum to the first, so that no bits but its own come
// out. It refuses what the real one would: a stride too short, a matrix that isn't all on the device, no handle.
// EVOX_FAKE_CUBLAS names a fault: no-room (for what it needs itself) or bad-product.
#include <dlfcn.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace {

enum Status { SUCCESS = 0, NOT_INITIALIZED = 1, ALLOC_FAILED = 3, INVALID_VALUE = 7, EXECUTION_FAILED = 13 };

/** A matrix as it is meant, and how it lies. */
struct Matrix {
  const double* at;
  bool turned;
  int stride, rows, columns;

  double get(int i, int j) const { return turned ? at[(int64_t)i * stride + j] : at[(int64_t)j * stride + i]; }

  bool isValid() const {
    int lying = turned ? columns : rows, across = turned ? rows : columns;
    static auto has = (int (*)(uint64_t, size_t))dlsym(dlopen("libcuda.so.1", RTLD_LAZY | RTLD_NOLOAD), "evox_on_device");
    int64_t doubles = lying == 0 || across == 0 ? 0 : (int64_t)(across - 1) * stride + lying;
    return stride >= (lying > 1 ? lying : 1) && has && has((uint64_t)at, (size_t)doubles * sizeof(double));
  }
};

bool isFault(const char* name) {
  const char* text = getenv("EVOX_FAKE_CUBLAS");
  return text && strcmp(text, name) == 0;
}

struct Handle {
  static constexpr int MAGIC = 0x5eed;
  int magic = MAGIC;
};

int multiply(Handle* handle, const Matrix& a, const Matrix& b, double alpha, double beta, double* c, int stride) {
  if (!handle || handle->magic != Handle::MAGIC) return NOT_INITIALIZED;
  if (isFault("bad-product")) return EXECUTION_FAILED;
  if (!a.isValid() || !b.isValid() || !Matrix{c, false, stride, a.rows, b.columns}.isValid()) return INVALID_VALUE;
  for (int j = 0; j < b.columns; j++) {
    for (int i = 0; i < a.rows; i++) {
      double sum = 0;
      for (int k = a.columns - 1; k >= 0; k--) sum += a.get(i, k) * b.get(k, j);
      double& element = c[(int64_t)j * stride + i];
      element = beta == 0 ? alpha * sum : alpha * sum + beta * element;
    }
  }
  return SUCCESS;
}

}  // namespace

#define EVOX_CUBLAS(type, name) extern "C" __attribute__((visibility("default"))) type name

EVOX_CUBLAS(int, cublasGetProperty)(int property, int* value) {
  constexpr int VERSION[] = {EVOX_CUBLAS_MAJOR, 6, 4};
  if (property < 0 || property > 2) return INVALID_VALUE;
  *value = VERSION[property];
  return SUCCESS;
}
EVOX_CUBLAS(const char*, cublasGetStatusName)(int status) {
  return status == SUCCESS ? "CUBLAS_STATUS_SUCCESS"
       : status == NOT_INITIALIZED ? "CUBLAS_STATUS_NOT_INITIALIZED"
       : status == ALLOC_FAILED ? "CUBLAS_STATUS_ALLOC_FAILED"
       : status == INVALID_VALUE ? "CUBLAS_STATUS_INVALID_VALUE" : "CUBLAS_STATUS_EXECUTION_FAILED";
}
EVOX_CUBLAS(int, cublasCreate_v2)(Handle** handle) {
  if (isFault("no-room")) return ALLOC_FAILED;
  *handle = new Handle;
  return SUCCESS;
}
EVOX_CUBLAS(int, cublasDestroy_v2)(Handle* handle) {
  if (!handle || handle->magic != Handle::MAGIC) return NOT_INITIALIZED;
  handle->magic = 0;
  delete handle;
  return SUCCESS;
}
EVOX_CUBLAS(int, cublasDgemm_v2)(Handle* handle, int turnA, int turnB, int m, int n, int k, const double* alpha,
                                 const double* a, int lda, const double* b, int ldb, const double* beta, double* c,
                                 int ldc) {
  return multiply(handle, {a, turnA == 1, lda, m, k}, {b, turnB == 1, ldb, k, n}, *alpha, *beta, c, ldc);
}
EVOX_CUBLAS(int, cublasDgemmStridedBatched)(Handle* handle, int turnA, int turnB, int m, int n, int k, const double* alpha,
                                            const double* a, int lda, long long strideA, const double* b, int ldb,
                                            long long strideB, const double* beta, double* c, int ldc, long long strideC,
                                            int count) {
  for (int one = 0; one < count; one++) {
    int status = multiply(handle, {a + one * strideA, turnA == 1, lda, m, k}, {b + one * strideB, turnB == 1, ldb, k, n},
                          *alpha, *beta, c + one * strideC, ldc);
    if (status != SUCCESS) return status;
  }
  return SUCCESS;
}
