// Wide values: VECTORS native vectors taken through every operation together, so that independent chains of
// instructions are interleaved and the latency of each is hidden (measured 1.3 to 2.5 times faster than one vector at
// a time). One individual a lane; the width changes speed and never bits.
//
// Every operation is exact by IEEE 754: + - * / sqrt fma, rint (ties to even), compares, selects and integer
// arithmetic. Nothing else may reach a result.
#pragma once
#ifdef __FAST_MATH__
#error "the kernels' bits are part of their contract: they must be compiled without -ffast-math"
#endif

#include <cstdint>
#include <cstring>

#if defined(EVOX_CUDA)
#define EVOX_DEVICE __device__
#define EVOX_INLINE __device__ __forceinline__
#define EVOX_LAMBDA
#else
#define EVOX_DEVICE
#define EVOX_INLINE inline __attribute__((always_inline))
#define EVOX_LAMBDA __attribute__((always_inline))
#endif

#if defined(EVOX_CUDA)
#include "wide/cuda.hpp"
#elif defined(__AVX512F__)
#include "wide/avx512.hpp"
#elif defined(__AVX2__)
#include "wide/avx2.hpp"
#elif defined(__aarch64__)
#include "wide/neon.hpp"
#else
#include "wide/baseline.hpp"
#endif

#define EVOX_EACH(k) _Pragma("GCC unroll 8") for (int k = 0; k < VECTORS; k++)

namespace evox::EVOX_ENGINE {

/** Individuals in a wide value. */
constexpr int BLOCK = LANES * VECTORS;

/** Individuals in a tile: what lies together in memory. */
constexpr int TILE = 32;

/** Wide values in a row of a tile. */
constexpr int BLOCKS = TILE / BLOCK;

static_assert(BLOCKS * BLOCK == TILE, "a row of a tile must be whole wide values");

#if !defined(EVOX_CUDA)
namespace lanes {

/** A vector's lanes lie one after the other. */
template <class V, class E>
EVOX_INLINE void load(V& lanes, const E* from) {
  memcpy(&lanes, from, sizeof lanes);
}
template <class V, class E>
EVOX_INLINE void store(const V& lanes, E* to) {
  memcpy(to, &lanes, sizeof lanes);
}
/** Calls function(lane, value) for each lane. */
template <class V, class F>
EVOX_INLINE void each(const V& lanes, F function) {
  double values[LANES];
  store(lanes, values);
  for (int l = 0; l < LANES; l++) function(l, values[l]);
}

}  // namespace lanes
#endif

/** BLOCK doubles. */
struct Real {
  lanes::Real v[VECTORS];

  Real() = default;
  EVOX_INLINE Real(double value) {
    EVOX_EACH(k) v[k] = lanes::broadcast(value);
  }
  EVOX_INLINE static Real load(const double* from) {
    Real r;
    EVOX_EACH(k) lanes::load(r.v[k], from + k * LANES);
    return r;
  }
  EVOX_INLINE void store(double* to) const {
    EVOX_EACH(k) lanes::store(v[k], to + k * LANES);
  }
  /** Calls function(lane, value) for each lane, to put it where lanes don't lie side by side. */
  template <class F>
  EVOX_INLINE void each(F function) const {
    EVOX_EACH(k) lanes::each(v[k], [&](int lane, double value) EVOX_LAMBDA { function(k * LANES + lane, value); });
  }
};

/** BLOCK words of 64 bits. */
struct Word {
  lanes::Word v[VECTORS];

  Word() = default;
  EVOX_INLINE Word(uint64_t value) {
    EVOX_EACH(k) v[k] = lanes::broadcast(value);
  }
  EVOX_INLINE static Word load(const uint64_t* from) {
    Word r;
    EVOX_EACH(k) lanes::load(r.v[k], from + k * LANES);
    return r;
  }
  EVOX_INLINE void store(uint64_t* to) const {
    EVOX_EACH(k) lanes::store(v[k], to + k * LANES);
  }
  /** 0, 1, 2, ... */
  EVOX_INLINE static Word iota() {
    Word r;
    EVOX_EACH(k) r.v[k] = lanes::iota() + lanes::broadcast((uint64_t)(k * LANES));
    return r;
  }
};

/** BLOCK truth values. */
struct Mask {
  lanes::Mask v[VECTORS];
};

#define EVOX_UNARY(R, name, A, expression)  \
  EVOX_INLINE R name(A a) {                 \
    R r;                                    \
    EVOX_EACH(k) r.v[k] = expression;       \
    return r;                               \
  }
#define EVOX_BINARY(R, name, A, expression) \
  EVOX_INLINE R name(A a, A b) {            \
    R r;                                    \
    EVOX_EACH(k) r.v[k] = expression;       \
    return r;                               \
  }

EVOX_BINARY(Real, operator+, Real, a.v[k] + b.v[k])
EVOX_BINARY(Real, operator-, Real, a.v[k] - b.v[k])
EVOX_BINARY(Real, operator*, Real, a.v[k] * b.v[k])
EVOX_BINARY(Real, operator/, Real, a.v[k] / b.v[k])
EVOX_UNARY(Real, operator-, Real, -a.v[k])
EVOX_UNARY(Real, sqrt, Real, lanes::sqrt(a.v[k]))
/** To the nearest integer, ties to even; keeps the sign of zero. */
EVOX_UNARY(Real, rint, Real, lanes::rint(a.v[k]))
/** a < b ? a : b, so b where either is NaN. */
EVOX_BINARY(Real, min, Real, lanes::min(a.v[k], b.v[k]))
/** a > b ? a : b, so b where either is NaN. */
EVOX_BINARY(Real, max, Real, lanes::max(a.v[k], b.v[k]))

EVOX_BINARY(Word, operator+, Word, a.v[k] + b.v[k])
EVOX_BINARY(Word, operator-, Word, a.v[k] - b.v[k])
EVOX_BINARY(Word, operator*, Word, a.v[k] * b.v[k])
EVOX_BINARY(Word, operator&, Word, a.v[k] & b.v[k])
EVOX_BINARY(Word, operator|, Word, a.v[k] | b.v[k])
EVOX_BINARY(Word, operator^, Word, a.v[k] ^ b.v[k])
EVOX_UNARY(Word, operator~, Word, ~a.v[k])
/** The product of the low 32 bits of each, 64 bits long. */
EVOX_BINARY(Word, multiplyLow32, Word, lanes::multiplyLow32(a.v[k], b.v[k]))

EVOX_BINARY(Mask, operator<, Real, lanes::less(a.v[k], b.v[k]))
EVOX_BINARY(Mask, operator>, Real, lanes::less(b.v[k], a.v[k]))
EVOX_BINARY(Mask, operator<=, Real, lanes::lessEqual(a.v[k], b.v[k]))
EVOX_BINARY(Mask, operator>=, Real, lanes::lessEqual(b.v[k], a.v[k]))
EVOX_BINARY(Mask, operator==, Real, lanes::equal(a.v[k], b.v[k]))
EVOX_BINARY(Mask, operator==, Word, lanes::equal(a.v[k], b.v[k]))
/** As signed numbers. */
EVOX_BINARY(Mask, lessSigned, Word, lanes::lessSigned(a.v[k], b.v[k]))
EVOX_BINARY(Mask, operator&, Mask, lanes::both(a.v[k], b.v[k]))
EVOX_BINARY(Mask, operator|, Mask, lanes::either(a.v[k], b.v[k]))
/** The first and not the second. */
EVOX_BINARY(Mask, without, Mask, lanes::without(a.v[k], b.v[k]))
#undef EVOX_UNARY
#undef EVOX_BINARY

EVOX_INLINE Real fma(Real a, Real b, Real c) {
  Real r;
  EVOX_EACH(k) r.v[k] = lanes::fma(a.v[k], b.v[k], c.v[k]);
  return r;
}
EVOX_INLINE Word xor3(Word a, Word b, Word c) {
  Word r;
  EVOX_EACH(k) r.v[k] = lanes::xor3(a.v[k], b.v[k], c.v[k]);
  return r;
}
EVOX_INLINE Word operator>>(Word a, int bits) {
  Word r;
  EVOX_EACH(k) r.v[k] = a.v[k] >> bits;
  return r;
}
EVOX_INLINE Word operator<<(Word a, int bits) {
  Word r;
  EVOX_EACH(k) r.v[k] = a.v[k] << bits;
  return r;
}
/** A shift that repeats the sign bit, as Java's >> of a long. */
EVOX_INLINE Word shiftSigned(Word a, int bits) {
  Word r;
  EVOX_EACH(k) r.v[k] = (lanes::Word)((lanes::Signed)a.v[k] >> bits);
  return r;
}
/** Lane by lane m ? a : b. */
EVOX_INLINE Real select(Mask m, Real a, Real b) {
  Real r;
  EVOX_EACH(k) r.v[k] = lanes::select(m.v[k], a.v[k], b.v[k]);
  return r;
}
EVOX_INLINE Word select(Mask m, Word a, Word b) {
  Word r;
  EVOX_EACH(k) r.v[k] = lanes::select(m.v[k], a.v[k], b.v[k]);
  return r;
}
EVOX_INLINE Real select(Mask m, double a, double b) { return select(m, Real(a), Real(b)); }
EVOX_INLINE bool any(Mask m) {
  bool r = false;
  EVOX_EACH(k) r |= lanes::any(m.v[k]);
  return r;
}
/** The bits of doubles, as Double.doubleToRawLongBits. */
EVOX_INLINE Word bits(Real a) {
  Word r;
  memcpy(&r, &a, sizeof r);
  return r;
}
/** The doubles of these bits, as Double.longBitsToDouble. */
EVOX_INLINE Real real(Word a) {
  Real r;
  memcpy(&r, &a, sizeof r);
  return r;
}

constexpr uint64_t SIGN = 0x8000000000000000;

EVOX_INLINE Real abs(Real a) { return real(bits(a) & ~SIGN); }
/** The magnitude of the first with the sign of the second. */
EVOX_INLINE Real copySign(Real a, Real b) { return real((bits(a) & ~SIGN) | (bits(b) & SIGN)); }
EVOX_INLINE Mask isNaN(Real a) {
  Mask r;
  EVOX_EACH(k) r.v[k] = lanes::unequal(a.v[k], a.v[k]);
  return r;
}

}  // namespace evox::EVOX_ENGINE
