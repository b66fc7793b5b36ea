// Any x86-64: one double at a time. It has no fused multiply-add, so fma is a call into libm: right, and slow.
#pragma once
#include <cstdint>

namespace evox::EVOX_ENGINE {

constexpr int LANES = 1;
constexpr int VECTORS = 2;

namespace lanes {

using Real = double;
using Word = uint64_t;
using Signed = int64_t;
using Mask = bool;

EVOX_INLINE Real broadcast(double value) { return value; }
EVOX_INLINE Word broadcast(uint64_t value) { return value; }

EVOX_INLINE Real fma(Real a, Real b, Real c) { return __builtin_fma(a, b, c); }
EVOX_INLINE Real sqrt(Real a) { return __builtin_sqrt(a); }
EVOX_INLINE Real rint(Real a) {
  // Where it adds no fraction bits 2^52 rounds to an integer; larger numbers are integers, and NaN stays.
  Real magic = __builtin_copysign(0x1p52, a);
  Real rounded = __builtin_copysign((a + magic) - magic, a);
  return __builtin_fabs(a) < 0x1p52 ? rounded : a;
}
EVOX_INLINE Real min(Real a, Real b) { return a < b ? a : b; }
EVOX_INLINE Real max(Real a, Real b) { return a > b ? a : b; }

EVOX_INLINE Mask less(Real a, Real b) { return a < b; }
EVOX_INLINE Mask lessEqual(Real a, Real b) { return a <= b; }
EVOX_INLINE Mask equal(Real a, Real b) { return a == b; }
EVOX_INLINE Mask unequal(Real a, Real b) { return a != b; }
EVOX_INLINE Mask equal(Word a, Word b) { return a == b; }
EVOX_INLINE Mask lessSigned(Word a, Word b) { return (Signed)a < (Signed)b; }
EVOX_INLINE Mask both(Mask a, Mask b) { return a & b; }
EVOX_INLINE Mask either(Mask a, Mask b) { return a | b; }
EVOX_INLINE Mask without(Mask a, Mask b) { return a & !b; }
EVOX_INLINE bool any(Mask m) { return m; }

EVOX_INLINE Real select(Mask m, Real a, Real b) { return m ? a : b; }
EVOX_INLINE Word select(Mask m, Word a, Word b) { return m ? a : b; }

EVOX_INLINE Word multiplyLow32(Word a, Word b) { return (Word)(uint32_t)a * (uint32_t)b; }
EVOX_INLINE Word xor3(Word a, Word b, Word c) { return a ^ b ^ c; }
EVOX_INLINE Word iota() { return 0; }

EVOX_INLINE void transpose(Real (&)[1]) {}

}  // namespace lanes
}  // namespace evox::EVOX_ENGINE
