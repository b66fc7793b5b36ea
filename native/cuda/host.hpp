// What a C++ compiler needs to know of CUDA to build the kernels for the host, where tests run them: the words of the
// language, and which thread of the grid is running. There is nothing else, for the kernels use nothing else.
#pragma once
#include <cmath>
#include <cstdint>

#define __device__
#define __global__ __attribute__((visibility("default")))
#define __forceinline__ inline __attribute__((always_inline))
#define __launch_bounds__(threads)
#define __grid_constant__

struct Axis {
  unsigned x;
};

inline thread_local Axis threadIdx, blockIdx, blockDim, gridDim;

inline double __fma_rn(double a, double b, double c) { return __builtin_fma(a, b, c); }
inline double __dsqrt_rn(double a) { return __builtin_sqrt(a); }
inline void atomicAdd(unsigned long long* to, unsigned long long value) {
  __atomic_fetch_add(to, value, __ATOMIC_RELAXED);
}
