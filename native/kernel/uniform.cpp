// First positions, uniform in a box.
#include "engine.hpp"
#include "tile_random.hpp"

namespace evox::EVOX_ENGINE {
namespace {

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

/** Draws a tile, handing on each dimension's 32 coordinates: write(coordinates, d). */
template <class Write>
EVOX_INLINE void drawTile(const Arguments& a, int64_t t, Write write) {
  const TileRandom random(a.key, t * TILE, Purpose::INITIAL);
  alignas(64) double even[TILE], odd[TILE];
  for (int64_t d = 0; d < a.columns; d += 2) {
    int64_t next = d + 1 < a.columns ? d + 1 : d;
    for (int b = 0; b < BLOCKS; b++) {
      Word words[4];
      random.draw(b, (uint32_t)(d / 2), words);
      between(a.lower[d], a.upper[d], uniform52(words[0], words[1])).store(even + b * BLOCK);
      between(a.lower[next], a.upper[next], uniform52(words[2], words[3])).store(odd + b * BLOCK);
    }
    write(even, d);
    if (next != d) write(odd, next);
  }
}

void tiles(const void* arguments, int64_t from, int64_t to) {
  const Arguments& a = *(const Arguments*)arguments;
  for (int64_t t = from; t < to; t++) {
    double* tile = a.candidates + t * TILE * a.columns;
    drawTile(a, t, [&](const double* x, int64_t d) { memcpy(tile + d * TILE, x, TILE * sizeof(double)); });
  }
}

void rows(const void* arguments, int64_t from, int64_t to) {
  const Arguments& a = *(const Arguments*)arguments;
  for (int64_t t = from; t < to; t++) {
    double* first = a.candidates + t * TILE * a.stride;
    drawTile(a, t, [&](const double* x, int64_t d) {
      for (int i = 0; i < TILE; i++) first[i * a.stride + d] = x[i];
    });
  }
}

}  // namespace

const void* findUniform(Name name) {
  if (name.operation("uniform")) return (const void*)&tiles;
  if (name.operation("uniform-rows")) return (const void*)&rows;
  return nullptr;
}

}  // namespace evox::EVOX_ENGINE
