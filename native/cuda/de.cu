// Differential evolution. A warp makes four trials at a time, eight coordinates of each: so that rows are read in whole
// sectors. What each of the eight threads needs to know of its row, it draws for itself.
#include "cuda/global.hpp"
#include "kernel/differential.hpp"

namespace evox::EVOX_ENGINE::differential {

/** Coordinates of a row that a warp works on at a time. */
constexpr int COLUMNS = 8;

/** The random words of a block, in the low halves. */
EVOX_INLINE void drawBlock(RandomKey key, uint64_t row, int64_t block, Word (&words)[4]) {
  uint64_t individual = key.individual + row;
  words[0] = individual & 0xFFFFFFFF;
  words[1] = (uint64_t)block;
  words[2] = key.generation & 0xFFFFFFFF;
  words[3] = (uint64_t)Purpose::DIFFERENTIAL << 24 | (individual >> 32 & 0xFFFFFF);
  philox(words[0], words[1], words[2], words[3], key.seed);
}

EVOX_INLINE uint64_t low(Word word) { return word.v[0] & 0xFFFFFFFF; }

/** Makes every COLUMNS-th coordinate of a trial, from a first one on. */
EVOX_INLINE void makeColumns(const Differential& s, int64_t row, int column) {
  Word words[4];
  drawBlock(s.key, (uint64_t)row, 0, words);
  const Donors donors(s, row < s.rows ? row : s.rows - 1, {low(words[0]), low(words[1]), low(words[2])});
  const int64_t fixed = always(s, low(words[3]));
  const double* base = s.fromBest ? s.best : donors.row[0];
  const double* parent = s.parents + row * s.stride;
  for (int64_t first = 0; first < s.dimension; first += CROSSOVER_DIMENSIONS) {
    drawBlock(s.key, (uint64_t)row, CROSSOVER + first / 4 + column, words);
    for (int j = 0; j < 4; j++) {
      int64_t d = first + j * COLUMNS + column;
      if (d >= s.dimension) break;
      Real lower = s.lower[d], upper = s.upper[d], own = parent[d];
      Real mutant = fma(s.weight, Real(donors.row[1][d]) - Real(donors.row[2][d]), base[d]);
      bool crossed = d == fixed || any(offset32(words[j]) < threshold(s));
      Real made = inside(mutant, own, lower, upper, 0.5 * lower, 0.5 * upper);
      s.trials[row * s.stride + d] = crossed ? made.v[0] : own.v[0];
    }
  }
}

EVOX_DEVICE inline void makeTrials(const void* arguments, int64_t from, int64_t to) {
  const Differential& s = *(const Differential*)arguments;
  for (int64_t row = from * TILE + lanes::lane() / COLUMNS; row < to * TILE; row += LANES / COLUMNS) {
    makeColumns(s, row, lanes::lane() % COLUMNS);
  }
}

/** A survivor is one also beside its own fitness, so that it doesn't matter which thread of a warp comes first. */
EVOX_DEVICE inline void selectSurvivors(const void* arguments, int64_t from, int64_t to) {
  const Differential& s = *(const Differential*)arguments;
  for (int64_t row = from * TILE; row < to * TILE; row++) {
    if (!survives(s, row)) continue;
    s.fitness[row] = s.values[row];
    for (int64_t d = lanes::lane(); d < s.dimension; d += LANES) {
      s.parents[row * s.stride + d] = s.trials[row * s.stride + d];
    }
  }
}

}  // namespace evox::EVOX_ENGINE::differential

EVOX_GLOBAL(de_trial, differential::makeTrials)
EVOX_GLOBAL(de_select, differential::selectSurvivors)
