// x86-64-v3: 4 doubles in a register, 16 registers; a mask is a vector of all-ones and all-zeros words.
#pragma once
#include <immintrin.h>

#include <cstdint>

namespace evox::EVOX_ENGINE {

constexpr int LANES = 4;
constexpr int VECTORS = 2;

namespace lanes {

using Real = double __attribute__((vector_size(32)));
using Word = uint64_t __attribute__((vector_size(32)));
using Signed = int64_t __attribute__((vector_size(32)));
using Mask = Signed;

EVOX_INLINE Real broadcast(double value) { return (Real)_mm256_set1_pd(value); }
EVOX_INLINE Word broadcast(uint64_t value) { return (Word)_mm256_set1_epi64x((int64_t)value); }

EVOX_INLINE Real fma(Real a, Real b, Real c) { return (Real)_mm256_fmadd_pd((__m256d)a, (__m256d)b, (__m256d)c); }
EVOX_INLINE Real sqrt(Real a) { return (Real)_mm256_sqrt_pd((__m256d)a); }
EVOX_INLINE Real rint(Real a) {
  return (Real)_mm256_round_pd((__m256d)a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}
EVOX_INLINE Real min(Real a, Real b) { return (Real)_mm256_min_pd((__m256d)a, (__m256d)b); }
EVOX_INLINE Real max(Real a, Real b) { return (Real)_mm256_max_pd((__m256d)a, (__m256d)b); }

EVOX_INLINE Mask less(Real a, Real b) { return a < b; }
EVOX_INLINE Mask lessEqual(Real a, Real b) { return a <= b; }
EVOX_INLINE Mask equal(Real a, Real b) { return a == b; }
EVOX_INLINE Mask unequal(Real a, Real b) { return a != b; }
EVOX_INLINE Mask equal(Word a, Word b) { return a == b; }
EVOX_INLINE Mask lessSigned(Word a, Word b) { return (Signed)a < (Signed)b; }
EVOX_INLINE Mask both(Mask a, Mask b) { return a & b; }
EVOX_INLINE Mask either(Mask a, Mask b) { return a | b; }
EVOX_INLINE Mask without(Mask a, Mask b) { return a & ~b; }
EVOX_INLINE bool any(Mask m) { return _mm256_movemask_pd((__m256d)m) != 0; }

EVOX_INLINE Real select(Mask m, Real a, Real b) {
  return (Real)_mm256_blendv_pd((__m256d)b, (__m256d)a, (__m256d)m);
}
EVOX_INLINE Word select(Mask m, Word a, Word b) {
  return (Word)_mm256_blendv_pd((__m256d)b, (__m256d)a, (__m256d)m);
}

EVOX_INLINE Word multiplyLow32(Word a, Word b) { return (Word)_mm256_mul_epu32((__m256i)a, (__m256i)b); }
EVOX_INLINE Word xor3(Word a, Word b, Word c) { return a ^ b ^ c; }
EVOX_INLINE Word iota() { return Word{0, 1, 2, 3}; }

/** Turns 4 rows of 4 into 4 columns. */
EVOX_INLINE void transpose(Real (&r)[4]) {
  __m256d low01 = _mm256_unpacklo_pd((__m256d)r[0], (__m256d)r[1]);
  __m256d high01 = _mm256_unpackhi_pd((__m256d)r[0], (__m256d)r[1]);
  __m256d low23 = _mm256_unpacklo_pd((__m256d)r[2], (__m256d)r[3]);
  __m256d high23 = _mm256_unpackhi_pd((__m256d)r[2], (__m256d)r[3]);
  r[0] = (Real)_mm256_permute2f128_pd(low01, low23, 0x20);
  r[1] = (Real)_mm256_permute2f128_pd(high01, high23, 0x20);
  r[2] = (Real)_mm256_permute2f128_pd(low01, low23, 0x31);
  r[3] = (Real)_mm256_permute2f128_pd(high01, high23, 0x31);
}

}  // namespace lanes
}  // namespace evox::EVOX_ENGINE
