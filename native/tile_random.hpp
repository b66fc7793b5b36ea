#pragma once
#include "philox.hpp"

namespace evox::EVOX_ENGINE {

/** What a random number is for, numbered as in evox.random.Purpose. */
enum class Purpose : uint32_t { USER, FOLD, INITIAL, SWARM, NORMAL, DIFFERENTIAL, GENETIC };

/** The stream of a generation, as Java's RandomKey. */
struct RandomKey {
  uint64_t seed;
  uint64_t generation;
  uint64_t individual;
};

/**
 * The random words of a tile's 32 individuals, block of dimensions by block: evox.random.RandomKey.words.
 *
 * All lanes have the same block, generation and purpose, so of the ten rounds of Philox the first three hardly need
 * doing a lane: what does not depend on the block is computed once a tile, what does not depend on the lane once a
 * block. 47 vector operations remain of 60.
 */
class TileRandom {
 public:
  /** @param first individual of the tile, a multiple of 32, so that counting up never carries into its high bits */
  EVOX_INLINE TileRandom(RandomKey key, uint64_t first, Purpose purpose) : seed(key.seed) {
    first += key.individual;
    uint64_t word = (uint64_t)purpose << 24 | ((first >> 32) & 0xFFFFFF);
    uint64_t p1 = PHILOX_1 * (key.generation & LOW);
    second = (p1 >> 32) ^ key0(0);
    for (int b = 0; b < BLOCKS; b++) {
      Word c0 = Word((first & LOW) + b * BLOCK) + Word::iota();
      Word p0 = multiplyLow32(c0, PHILOX_0);
      third[b] = p0;
      Word c2 = xor3(p0 >> 32, word, key1(0));
      Word q1 = multiplyLow32(c2, PHILOX_1);
      Word q0 = multiplyLow32(xor3(q1 >> 32, p1, key0(1)), PHILOX_0);
      first1[b] = q1 ^ Word(key0(2));
      first2[b] = q0 >> 32;
      first3[b] = q0;
    }
  }

  /** The four words of individuals [b * BLOCK, (b + 1) * BLOCK); only their low 32 bits are defined. */
  EVOX_INLINE void draw(int b, uint32_t block, Word (&c)[4]) const {
    uint64_t p0 = PHILOX_0 * (uint64_t)(uint32_t)(second ^ block);
    Word p1 = multiplyLow32(third[b] ^ Word((p0 >> 32) ^ key1(1)), PHILOX_1);
    c[0] = (p1 >> 32) ^ first1[b];
    c[1] = p1;
    c[2] = first2[b] ^ Word((p0 & LOW) ^ key1(2));
    c[3] = first3[b];
    lastRounds(c, seed);
  }

 private:
  static constexpr uint64_t LOW = 0xFFFFFFFF;

  uint64_t seed;
  uint64_t second;
  Word third[BLOCKS], first1[BLOCKS], first2[BLOCKS], first3[BLOCKS];

  EVOX_INLINE uint64_t key0(int round) const { return philoxKey0(seed, round); }
  EVOX_INLINE uint64_t key1(int round) const { return philoxKey1(seed, round); }
};

}  // namespace evox::EVOX_ENGINE
