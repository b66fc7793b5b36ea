// x86-64-v4: 8 doubles in a register, 32 registers, masks in registers of their own.
#pragma once
#include <immintrin.h>

#include <cstdint>

namespace evox::EVOX_ENGINE {

constexpr int LANES = 8;
constexpr int VECTORS = 4;

namespace lanes {

using Real = double __attribute__((vector_size(64)));
using Word = uint64_t __attribute__((vector_size(64)));
using Signed = int64_t __attribute__((vector_size(64)));
using Mask = __mmask8;

EVOX_INLINE Real broadcast(double value) { return (Real)_mm512_set1_pd(value); }
EVOX_INLINE Word broadcast(uint64_t value) { return (Word)_mm512_set1_epi64((int64_t)value); }

EVOX_INLINE Real fma(Real a, Real b, Real c) { return (Real)_mm512_fmadd_pd((__m512d)a, (__m512d)b, (__m512d)c); }
EVOX_INLINE Real sqrt(Real a) { return (Real)_mm512_sqrt_pd((__m512d)a); }
EVOX_INLINE Real rint(Real a) {
  return (Real)_mm512_roundscale_pd((__m512d)a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}
EVOX_INLINE Real min(Real a, Real b) { return (Real)_mm512_min_pd((__m512d)a, (__m512d)b); }
EVOX_INLINE Real max(Real a, Real b) { return (Real)_mm512_max_pd((__m512d)a, (__m512d)b); }

EVOX_INLINE Mask less(Real a, Real b) { return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_LT_OQ); }
EVOX_INLINE Mask lessEqual(Real a, Real b) { return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_LE_OQ); }
EVOX_INLINE Mask equal(Real a, Real b) { return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_EQ_OQ); }
EVOX_INLINE Mask unequal(Real a, Real b) { return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_NEQ_UQ); }
EVOX_INLINE Mask equal(Word a, Word b) { return _mm512_cmpeq_epi64_mask((__m512i)a, (__m512i)b); }
EVOX_INLINE Mask lessSigned(Word a, Word b) { return _mm512_cmplt_epi64_mask((__m512i)a, (__m512i)b); }
EVOX_INLINE Mask both(Mask a, Mask b) { return a & b; }
EVOX_INLINE Mask either(Mask a, Mask b) { return a | b; }
EVOX_INLINE Mask without(Mask a, Mask b) { return a & (Mask)~b; }
EVOX_INLINE bool any(Mask m) { return m != 0; }

EVOX_INLINE Real select(Mask m, Real a, Real b) { return (Real)_mm512_mask_blend_pd(m, (__m512d)b, (__m512d)a); }
EVOX_INLINE Word select(Mask m, Word a, Word b) { return (Word)_mm512_mask_blend_epi64(m, (__m512i)b, (__m512i)a); }

EVOX_INLINE Word multiplyLow32(Word a, Word b) { return (Word)_mm512_mul_epu32((__m512i)a, (__m512i)b); }
EVOX_INLINE Word xor3(Word a, Word b, Word c) {
  return (Word)_mm512_ternarylogic_epi64((__m512i)a, (__m512i)b, (__m512i)c, 0x96);
}
EVOX_INLINE Word iota() { return Word{0, 1, 2, 3, 4, 5, 6, 7}; }

/** Turns 8 rows of 8 into 8 columns. */
EVOX_INLINE void transpose(Real (&r)[8]) {
  __m512d pair[8], quad[8];
  for (int i = 0; i < 8; i += 2) {
    pair[i] = _mm512_unpacklo_pd((__m512d)r[i], (__m512d)r[i + 1]);
    pair[i + 1] = _mm512_unpackhi_pd((__m512d)r[i], (__m512d)r[i + 1]);
  }
  for (int i = 0; i < 8; i += 4) {
    for (int j = 0; j < 2; j++) {
      quad[i + j] = _mm512_shuffle_f64x2(pair[i + j], pair[i + j + 2], 0x88);
      quad[i + j + 2] = _mm512_shuffle_f64x2(pair[i + j], pair[i + j + 2], 0xdd);
    }
  }
  for (int j = 0; j < 4; j++) {
    r[j] = (Real)_mm512_shuffle_f64x2(quad[j], quad[j + 4], 0x88);
    r[j + 4] = (Real)_mm512_shuffle_f64x2(quad[j], quad[j + 4], 0xdd);
  }
}

}  // namespace lanes
}  // namespace evox::EVOX_ENGINE
