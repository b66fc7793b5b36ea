#pragma once

#include <cstdint>

// The widest vector of the processor that this was compiled for.
#if defined(__AVX512F__)
constexpr int BYTES = 64;
#elif defined(__AVX2__)
constexpr int BYTES = 32;
#else
constexpr int BYTES = 16;
#endif

constexpr int LANES = BYTES / 8;

typedef double Vector __attribute__((vector_size(BYTES), may_alias));
typedef uint64_t Words __attribute__((vector_size(BYTES), may_alias));

/// Tells the compiler that a register has been read and written, so that no work on it is left out.
template <class V>
inline __attribute__((always_inline)) void keep(V& v) {
#if defined(__aarch64__)
  asm volatile("" : "+w"(v));
#else
  asm volatile("" : "+v"(v));
#endif
}
