// The floating-point mode of the calling thread.
#pragma once
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace evox {

#if defined(__x86_64__)

using Mode = unsigned;

/** IEEE 754's: round to nearest, subnormals kept, no traps. */
constexpr Mode DEFAULT_MODE = 0x1f80;
/** What a library built with -ffast-math may leave behind, subnormals flushed to zero, and rounding upward besides. */
constexpr Mode SPOILT_MODE = DEFAULT_MODE | 0x8040 | 0x4000;

inline Mode mode() { return _mm_getcsr(); }
inline void setMode(Mode m) { _mm_setcsr(m); }

#elif defined(__aarch64__)

using Mode = uint64_t;

constexpr Mode DEFAULT_MODE = 0;
constexpr Mode SPOILT_MODE = 0x01000000 | 0x00400000;

inline Mode mode() {
  Mode m;
  asm volatile("mrs %0, fpcr" : "=r"(m));
  return m;
}
inline void setMode(Mode m) { asm volatile("msr fpcr, %0" : : "r"(m)); }

#endif

}  // namespace evox
