// Normal candidates: drawn and written out, or drawn, mirrored and evaluated at once.
#pragma once
#include "normals.hpp"
#include "objective.hpp"
#include "two_tiles.hpp"

namespace evox::EVOX_ENGINE::sample {

/** What candidates are drawn around, and clamped to. */
struct Distribution {
  const double* mean;
  const double* scale;
  const double* lower;
  const double* upper;

  EVOX_INLINE Real at(int64_t d, double scale, Real noise) const {
    return min(upper[d], max(lower[d], fma(scale, noise, mean[d])));
  }
};

/** As Java's Sample.pack writes it. */
struct Sample {
  RandomKey key;
  Distribution normal;
  double* candidates;
  int64_t columns;
};

/** As Java's Mirrored.pack writes it, then the matrix to write to, then the objective. */
struct Mirrored {
  RandomKey key;
  int64_t population;
  int64_t dimension;
  Distribution normal;
  double* matrix;
  ObjectiveArguments objective;
};

EVOX_DEVICE inline void draw(const void* arguments, int64_t from, int64_t to) {
  const Sample& a = *(const Sample*)arguments;
  for (int64_t t = from; t < to; t++) {
    const TileRandom random(a.key, t * TILE, Purpose::NORMAL);
    double* tile = a.candidates + t * TILE * a.columns;
    for (int64_t d = 0; d < a.columns; d += NORMALS) {
      for (int b = 0; b < BLOCKS; b++) {
        Real noise[NORMALS];
        normals(random, b, d / NORMALS, noise);
        for (int j = 0; j < NORMALS && d + j < a.columns; j++) {
          a.normal.at(d + j, a.normal.scale[d + j], noise[j]).store(tile + (d + j) * TILE + b * BLOCK);
        }
      }
    }
  }
}

/** Draws a tile of 32 pairs, handing on each coordinate of both mirrors: take(b, plus, minus, d). */
template <class Take>
EVOX_INLINE void drawPairs(const Mirrored& a, int64_t t, Take take) {
  const TileRandom random(a.key, t * TILE, Purpose::NORMAL);
  // By way of memory, so that what is done with a coordinate is compiled once and not four times over.
  Real deviates[NORMALS][BLOCKS];
  for (int64_t first = 0; first < a.dimension; first += NORMALS) {
    for (int b = 0; b < BLOCKS; b++) {
      Real noise[NORMALS];
      normals(random, b, first / NORMALS, noise);
      for (int j = 0; j < NORMALS; j++) deviates[j][b] = noise[j];
    }
    for (int64_t d = first; d < first + NORMALS && d < a.dimension; d++) {
      for (int b = 0; b < BLOCKS; b++) {
        Real noise = deviates[d - first][b];
        double scale = a.normal.scale[d];
        take(b, a.normal.at(d, scale, noise), a.normal.at(d, -scale, noise), d);
      }
    }
  }
}

template <class O>
struct Evaluate {
  EVOX_DEVICE static void run(const void* arguments, int64_t from, int64_t to) {
    const Mirrored a = *(const Mirrored*)arguments;
    const TwoTiles<Use::CANDIDATES, !STREAMING<O>> tiles(a.dimension);
    for (int64_t t = from; t < to; t++) {
      Streamed<O> plus, minus;
      plus.init(a.objective);
      minus.init(a.objective);
      drawPairs(a, t, [&](int b, Real x, Real y, int64_t d) EVOX_LAMBDA {
        if constexpr (!STREAMING<O>) {
          x.store(tiles.first + d * TILE + b * BLOCK);
          y.store(tiles.second + d * TILE + b * BLOCK);
        }
        plus.step(a.objective, b, x, d);
        minus.step(a.objective, b, y, d);
      });
      alignas(64) double fitness[2][TILE];
      plus.finish(a.objective, tiles.first, fitness[0]);
      minus.finish(a.objective, tiles.second, fitness[1]);
      for (int b = 0; b < BLOCKS; b++) {
        for (int sign = 0; sign < 2; sign++) {
          Real::load(fitness[sign] + b * BLOCK).each([&](int l, double value) EVOX_LAMBDA {
            int64_t candidate = 2 * (t * TILE + b * BLOCK + l) + sign;
            if (candidate < a.population) a.matrix[candidate] = value;
          });
        }
      }
    }
  }
};

/** Writes a coordinate of those pairs of a block that have a tile to lie in. */
EVOX_INLINE void put(const Mirrored& a, int64_t firstPair, int sign, Real x, int64_t d) {
  x.each([&](int l, double value) EVOX_LAMBDA {
    int64_t candidate = 2 * (firstPair + l) + sign;
    int64_t tile = candidate / TILE;
    if (tile * TILE < a.population) a.matrix[(tile * a.dimension + d) * TILE + candidate % TILE] = value;
  });
}

EVOX_DEVICE inline void drawMirrored(const void* arguments, int64_t from, int64_t to) {
  const Mirrored a = *(const Mirrored*)arguments;
  for (int64_t t = from; t < to; t++) {
    drawPairs(a, t, [&](int b, Real x, Real y, int64_t d) EVOX_LAMBDA {
      put(a, t * TILE + b * BLOCK, 0, x, d);
      put(a, t * TILE + b * BLOCK, 1, y, d);
    });
  }
}

}  // namespace evox::EVOX_ENGINE::sample
