// First positions, uniform in a box.
#pragma once
#include "tile_random.hpp"

namespace evox::EVOX_ENGINE::uniform {

/** As Java's Uniform.pack writes it. */
struct Arguments {
  RandomKey key;
  const double* lower;
  const double* upper;
  double* candidates;
  int64_t columns;
  int64_t stride;
};

/** A multiple of 2^-52 in [0, 1) of the low halves of two words. */
EVOX_INLINE Real uniform52(Word high, Word low) {
  return real(((high & 0xFFFFFFFFu) << 20) | ((low & 0xFFFFFFFFu) >> 12) | 0x3ff0000000000000u) - 1.0;
}

EVOX_INLINE Real between(double lower, double upper, Real u) {
  return min(upper, max(lower, fma(u, upper, fma(-u, lower, lower))));
}

/** Draws a tile, handing on coordinates: write(b, x, d). */
template <class Write>
EVOX_INLINE void drawTile(const Arguments& a, int64_t t, Write write) {
  const TileRandom random(a.key, t * TILE, Purpose::INITIAL);
  for (int64_t d = 0; d < a.columns; d += 2) {
    int64_t next = d + 1 < a.columns ? d + 1 : d;
    for (int b = 0; b < BLOCKS; b++) {
      Word words[4];
      random.draw(b, (uint32_t)(d / 2), words);
      Real even = between(a.lower[d], a.upper[d], uniform52(words[0], words[1]));
      Real odd = between(a.lower[next], a.upper[next], uniform52(words[2], words[3]));
      write(b, even, d);
      if (next != d) write(b, odd, next);
    }
  }
}

EVOX_DEVICE inline void tiles(const void* arguments, int64_t from, int64_t to) {
  const Arguments& a = *(const Arguments*)arguments;
  for (int64_t t = from; t < to; t++) {
    double* tile = a.candidates + t * TILE * a.columns;
    drawTile(a, t, [&](int b, Real x, int64_t d) EVOX_LAMBDA { x.store(tile + d * TILE + b * BLOCK); });
  }
}

EVOX_DEVICE inline void rows(const void* arguments, int64_t from, int64_t to) {
  const Arguments& a = *(const Arguments*)arguments;
  for (int64_t t = from; t < to; t++) {
    double* first = a.candidates + t * TILE * a.stride;
    drawTile(a, t, [&](int b, Real x, int64_t d) EVOX_LAMBDA {
      x.each([&](int l, double value) EVOX_LAMBDA { first[(b * BLOCK + l) * a.stride + d] = value; });
    });
  }
}

}  // namespace evox::EVOX_ENGINE::uniform
