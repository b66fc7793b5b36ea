#pragma once
#include "wide/wide.hpp"

namespace evox::EVOX_ENGINE {

constexpr uint64_t PHILOX_0 = 0xD2511F53;
constexpr uint64_t PHILOX_1 = 0xCD9E8D57;

/** The two keys of a round, counted from 0. */
EVOX_INLINE uint64_t philoxKey0(uint64_t seed, int round) { return (uint32_t)(seed + (uint64_t)round * 0x9E3779B9); }
EVOX_INLINE uint64_t philoxKey1(uint64_t seed, int round) {
  return (uint32_t)((seed >> 32) + (uint64_t)round * 0xBB67AE85);
}

/** The rounds from the fourth to the tenth and last. */
EVOX_INLINE void lastRounds(Word (&c)[4], uint64_t seed) {
  const Word multiplier0 = PHILOX_0;
  const Word multiplier1 = PHILOX_1;
#pragma GCC unroll 7
  for (int round = 3; round < 10; round++) {
    Word p0 = multiplyLow32(c[0], multiplier0);
    Word p1 = multiplyLow32(c[2], multiplier1);
    c[0] = xor3(p1 >> 32, c[1], philoxKey0(seed, round));
    c[2] = xor3(p0 >> 32, c[3], philoxKey1(seed, round));
    c[1] = p1;
    c[3] = p0;
  }
}

/**
 * Philox4x32-10: replaces four 32-bit words of counter, each in the low half of a 64-bit lane, by four random words.
 * Only the low 32 bits of a random word are defined; the high ones may hold anything.
 *
 * Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3. SC 2011. doi:10.1145/2063384.2063405
 */
EVOX_INLINE void philox(Word& c0, Word& c1, Word& c2, Word& c3, uint64_t key) {
  const Word multiplier0 = 0xD2511F53u;
  const Word multiplier1 = 0xCD9E8D57u;
  uint32_t k0 = (uint32_t)key;
  uint32_t k1 = (uint32_t)(key >> 32);
#pragma GCC unroll 10
  for (int round = 0; round < 10; round++) {
    Word p0 = multiplyLow32(multiplier0, c0);
    Word p1 = multiplyLow32(multiplier1, c2);
    c0 = xor3(p1 >> 32, c1, (uint64_t)k0);
    c2 = xor3(p0 >> 32, c3, (uint64_t)k1);
    c1 = p1;
    c3 = p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
}

/** 2^52 plus the low 32 bits of each lane: the words themselves are the low bits of its significand. */
EVOX_INLINE Real offset32(Word word) { return real((word & 0xFFFFFFFFu) | 0x4330000000000000u); }

/** The low 32 bits of each lane as a uniform deviate in [0, 1), a multiple of 2^-32, times a factor; rounded once. */
EVOX_INLINE Real uniform32(Word word, double factor) {
  return fma(offset32(word), factor * 0x1p-32, factor * -0x1p20);
}

/** The low 32 bits of each lane as a uniform deviate in [0, 1), a multiple of 2^-32. */
EVOX_INLINE Real uniform32(Word word) { return uniform32(word, 1.0); }

}  // namespace evox::EVOX_ENGINE
