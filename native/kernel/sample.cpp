// Normal candidates: drawn and written out, or drawn, mirrored and evaluated at once.
#include <cstdlib>

#include "engine.hpp"
#include "normals.hpp"
#include "objectives.hpp"

namespace evox::EVOX_ENGINE {
namespace {

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

void sample(const void* arguments, int64_t from, int64_t to) {
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
  alignas(64) double deviates[NORMALS][TILE];
  for (int64_t first = 0; first < a.dimension; first += NORMALS) {
    for (int b = 0; b < BLOCKS; b++) {
      Real noise[NORMALS];
      normals(random, b, first / NORMALS, noise);
      for (int j = 0; j < NORMALS; j++) noise[j].store(deviates[j] + b * BLOCK);
    }
    for (int64_t d = first; d < first + NORMALS && d < a.dimension; d++) {
      for (int b = 0; b < BLOCKS; b++) {
        Real noise = Real::load(deviates[d - first] + b * BLOCK);
        double scale = a.normal.scale[d];
        take(b, a.normal.at(d, scale, noise), a.normal.at(d, -scale, noise), d);
      }
    }
  }
}

/** The two mirrors of a tile of pairs, as tiles of their own, for objectives that see whole tiles. */
struct PairOfTiles {
  double* plus;
  double* minus;

  explicit PairOfTiles(int64_t dimension) {
    size_t bytes = (size_t)dimension * TILE * sizeof(double);
    plus = (double*)aligned_alloc(64, 2 * bytes);
    minus = plus + dimension * TILE;
  }
  ~PairOfTiles() { free(plus); }
  PairOfTiles(const PairOfTiles&) = delete;
  PairOfTiles& operator=(const PairOfTiles&) = delete;
};

/** Writes 32 values of either mirror where candidates 2p and 2p + 1 are, as far as there are such candidates. */
EVOX_INLINE void interleave(const double* plus, const double* minus, double* to, int64_t count) {
  for (int l = 0; l < TILE && 2 * l < count; l++) {
    to[2 * l] = plus[l];
    to[2 * l + 1] = minus[l];
  }
}

template <class O>
struct Evaluate {
  static void run(const void* arguments, int64_t from, int64_t to) {
    const Mirrored a = *(const Mirrored*)arguments;
    PairOfTiles tiles(STREAMING<O> ? 0 : a.dimension);
    for (int64_t t = from; t < to; t++) {
      Streamed<O> plus, minus;
      plus.init(a.objective);
      minus.init(a.objective);
      drawPairs(a, t, [&](int b, Real x, Real y, int64_t d) EVOX_LAMBDA {
        if constexpr (!STREAMING<O>) {
          x.store(tiles.plus + d * TILE + b * BLOCK);
          y.store(tiles.minus + d * TILE + b * BLOCK);
        }
        plus.step(a.objective, b, x, d);
        minus.step(a.objective, b, y, d);
      });
      alignas(64) double fitness[2][TILE];
      plus.finish(a.objective, tiles.plus, fitness[0]);
      minus.finish(a.objective, tiles.minus, fitness[1]);
      interleave(fitness[0], fitness[1], a.matrix + 2 * t * TILE, a.population - 2 * t * TILE);
    }
  }
};

/** A tile of pairs makes two tiles of candidates, of which the second may not be there. */
void sampleMirrored(const void* arguments, int64_t from, int64_t to) {
  const Mirrored a = *(const Mirrored*)arguments;
  PairOfTiles tiles(a.dimension);
  for (int64_t t = from; t < to; t++) {
    drawPairs(a, t, [&](int b, Real x, Real y, int64_t d) EVOX_LAMBDA {
      x.store(tiles.plus + d * TILE + b * BLOCK);
      y.store(tiles.minus + d * TILE + b * BLOCK);
    });
    for (int half = 0; half < 2 && (2 * t + half) * TILE < a.population; half++) {
      double* candidates = a.matrix + (2 * t + half) * TILE * a.dimension;
      for (int64_t d = 0; d < a.dimension; d++) {
        int64_t at = d * TILE + half * TILE / 2;
        interleave(tiles.plus + at, tiles.minus + at, candidates + d * TILE, TILE);
      }
    }
  }
}

}  // namespace

const void* findSample(Name name) {
  if (name.operation("sample")) return (const void*)&sample;
  if (name.operation("sample-mirrored")) return (const void*)&sampleMirrored;
  if (name.operation("openes")) return findFused<Evaluate>(Objectives{}, name);
  return nullptr;
}

}  // namespace evox::EVOX_ENGINE
