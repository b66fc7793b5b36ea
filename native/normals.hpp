#pragma once
#include "elementary.hpp"
#include "tile_random.hpp"

namespace evox::EVOX_ENGINE {

/** Two standard normal deviates from two random words: a pair of evox.random.Normals, with the same bits. */
EVOX_INLINE void boxMuller(Word a, Word b, Real& first, Real& second) {
  Real u = fma(offset32(a) - 0x1p52, -0x1p-32, 1.0 - 0x1p-33);
  Real turn = fma(offset32(b), 0x1p-32, -0x1p20 - 0.5);
  Real radius = sqrt(-2.0 * logNormal(u));
  Real size = abs(turn);
  first = radius * sinQuarter(0.25 - size);
  second = radius * withSign(sinQuarter(min(size, 0.5 - size)), turn);
}

/** Deviates a block of dimensions. */
constexpr int NORMALS = 4;

/** The deviates of a block of dimensions, of individuals [b * BLOCK, (b + 1) * BLOCK) of a tile. */
EVOX_INLINE void normals(const TileRandom& random, int b, int64_t block, Real (&four)[NORMALS]) {
  Word words[4];
  random.draw(b, (uint32_t)block, words);
  boxMuller(words[0], words[1], four[0], four[1]);
  boxMuller(words[2], words[3], four[2], four[3]);
}

}  // namespace evox::EVOX_ENGINE
