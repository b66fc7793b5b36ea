// aarch64: 2 doubles in a register, 32 registers; a mask is a vector of all-ones and all-zeros words.
#pragma once
#include <arm_neon.h>

#include <cstdint>

namespace evox::EVOX_ENGINE {

constexpr int LANES = 2;
constexpr int VECTORS = 4;

namespace lanes {

using Real = double __attribute__((vector_size(16)));
using Word = uint64_t __attribute__((vector_size(16)));
using Signed = int64_t __attribute__((vector_size(16)));
using Mask = Signed;

EVOX_INLINE Real broadcast(double value) { return (Real)vdupq_n_f64(value); }
EVOX_INLINE Word broadcast(uint64_t value) { return (Word)vdupq_n_u64(value); }

EVOX_INLINE Real fma(Real a, Real b, Real c) { return (Real)vfmaq_f64((float64x2_t)c, (float64x2_t)a, (float64x2_t)b); }
EVOX_INLINE Real sqrt(Real a) { return (Real)vsqrtq_f64((float64x2_t)a); }
EVOX_INLINE Real rint(Real a) { return (Real)vrndnq_f64((float64x2_t)a); }

EVOX_INLINE Mask less(Real a, Real b) { return a < b; }
EVOX_INLINE Mask lessEqual(Real a, Real b) { return a <= b; }
EVOX_INLINE Mask equal(Real a, Real b) { return a == b; }
EVOX_INLINE Mask unequal(Real a, Real b) { return a != b; }
EVOX_INLINE Mask equal(Word a, Word b) { return a == b; }
EVOX_INLINE Mask lessSigned(Word a, Word b) { return (Signed)a < (Signed)b; }
EVOX_INLINE Mask both(Mask a, Mask b) { return a & b; }
EVOX_INLINE Mask either(Mask a, Mask b) { return a | b; }
EVOX_INLINE Mask without(Mask a, Mask b) { return a & ~b; }
EVOX_INLINE bool any(Mask m) { return (m[0] | m[1]) != 0; }

EVOX_INLINE Real select(Mask m, Real a, Real b) {
  return (Real)vbslq_f64((uint64x2_t)m, (float64x2_t)a, (float64x2_t)b);
}
EVOX_INLINE Word select(Mask m, Word a, Word b) {
  return (Word)vbslq_u64((uint64x2_t)m, (uint64x2_t)a, (uint64x2_t)b);
}

// Not vminq_f64 and vmaxq_f64: those return NaN for a NaN on either side and order the two zeros.
EVOX_INLINE Real min(Real a, Real b) { return select(less(a, b), a, b); }
EVOX_INLINE Real max(Real a, Real b) { return select(less(b, a), a, b); }

EVOX_INLINE Word multiplyLow32(Word a, Word b) {
  return (Word)vmull_u32(vmovn_u64((uint64x2_t)a), vmovn_u64((uint64x2_t)b));
}
EVOX_INLINE Word xor3(Word a, Word b, Word c) { return a ^ b ^ c; }
EVOX_INLINE Word iota() { return Word{0, 1}; }

/** Turns 2 rows of 2 into 2 columns. */
EVOX_INLINE void transpose(Real (&r)[2]) {
  Real first = (Real)vzip1q_f64((float64x2_t)r[0], (float64x2_t)r[1]);
  r[1] = (Real)vzip2q_f64((float64x2_t)r[0], (float64x2_t)r[1]);
  r[0] = first;
}

}  // namespace lanes
}  // namespace evox::EVOX_ENGINE
