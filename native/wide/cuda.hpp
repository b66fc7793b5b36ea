// CUDA: a warp is a wide value, a thread holds one lane of it, and a tile's row is one wide value. No lane looks at
// another, so a thread needs no other thread to give its bits; any(mask) is what the thread's own lane says.
#pragma once
#include <cstdint>

#if defined(__CUDACC__)
#define EVOX_VARIABLE __device__
#else
// Compiled for the host, modules are linked together.
#define EVOX_VARIABLE inline __attribute__((used, visibility("default")))
#endif

namespace evox::EVOX_ENGINE {

constexpr int LANES = 32;
constexpr int VECTORS = 1;

namespace lanes {

using Real = double;
using Word = uint64_t;
using Signed = int64_t;
using Mask = bool;

EVOX_INLINE int lane() { return (int)(threadIdx.x % LANES); }
/** This warp's number among those of the launch, and how many they are. */
EVOX_INLINE int64_t warp() { return ((int64_t)blockIdx.x * blockDim.x + threadIdx.x) / LANES; }
EVOX_INLINE int64_t warps() { return (int64_t)gridDim.x * blockDim.x / LANES; }

template <class E>
EVOX_INLINE void load(E& own, const E* from) {
  own = from[lane()];
}
template <class E>
EVOX_INLINE void store(E own, E* to) {
  to[lane()] = own;
}
template <class F>
EVOX_INLINE void each(double own, F function) {
  function(lane(), own);
}

EVOX_INLINE Real broadcast(double value) { return value; }
EVOX_INLINE Word broadcast(uint64_t value) { return value; }

EVOX_INLINE Real fma(Real a, Real b, Real c) { return __fma_rn(a, b, c); }
EVOX_INLINE Real sqrt(Real a) { return __dsqrt_rn(a); }
EVOX_INLINE Real rint(Real a) { return ::rint(a); }
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
EVOX_INLINE Word iota() { return (Word)lane(); }

}  // namespace lanes
}  // namespace evox::EVOX_ENGINE
