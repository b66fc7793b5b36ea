// Differential evolution: a generation in one pass, or its two halves. Individuals lie in rows, a lane is a dimension,
// so that a donor is a stream of memory and not a gather.
#include <cstdlib>

#include "engine.hpp"
#include "objectives.hpp"
#include "rows.hpp"
#include "tile_random.hpp"

namespace evox::EVOX_ENGINE {
namespace {

/** As Java's Differential.pack writes it, then the trials' fitness, then the objective. */
struct Differential {
  RandomKey key;
  int64_t rows;
  int64_t dimension;
  int64_t stride;
  const double* parents;
  double* trials;
  double* fitness;
  const double* best;
  int64_t fromBest;
  const double* lower;
  const double* upper;
  double weight;
  double crossover;
  double* values;
  ObjectiveArguments objective;
};

/** A wide value holds SPAN dimensions of GROUP individuals. */
constexpr int SPAN = BLOCK < COLUMNS ? BLOCK : COLUMNS;
constexpr int GROUP = BLOCK / SPAN;

/** A Philox call decides over dimensions d, d + 8, d + 16 and d + 24. */
constexpr int CROSSOVER_DIMENSIONS = 32;

/** How many groups ahead of their use donors are fetched from memory. */
constexpr int AHEAD = 2 * GROUP;

/** Loads SPAN doubles for each of the individuals of a group. */
EVOX_INLINE Real loadRows(const double* const* rows, int64_t d) {
  Real r;
  EVOX_EACH(k) memcpy(&r.v[k], rows[k * LANES / SPAN] + d + k * LANES % SPAN, sizeof r.v[k]);
  return r;
}
/** The same SPAN doubles for every individual of a group. */
EVOX_INLINE Real loadEach(const double* row, int64_t d) {
  Real r;
  EVOX_EACH(k) memcpy(&r.v[k], row + d + k * LANES % SPAN, sizeof r.v[k]);
  return r;
}

/** What the trials of a tile's individuals are made of. */
struct Donors {
  const double* a[TILE];
  const double* b[TILE];
  const double* c[TILE];
  uint64_t always[TILE];

  Donors(const Differential& s, int64_t t) {
    const TileRandom random(s.key, t * TILE, Purpose::DIFFERENTIAL);
    uint64_t words[4][TILE];
    for (int b = 0; b < BLOCKS; b++) {
      Word four[4];
      random.draw(b, 0, four);
      for (int j = 0; j < 4; j++) (four[j] & 0xFFFFFFFFu).store(words[j] + b * BLOCK);
    }
    for (int i = 0; i < TILE; i++) {
      uint64_t taken[4] = {(uint64_t)(t * TILE + i)};
      const double** rows[3] = {&a[i], &b[i], &c[i]};
      for (int count = 1; count <= 3; count++) {
        *rows[count - 1] = s.parents + draw(words[count - 1][i], s.rows, taken, count) * s.stride;
      }
      always[i] = words[3][i] * (uint64_t)s.dimension >> 32;
    }
  }

  /** One of the rows that are not among those taken, which are kept sorted. */
  static int64_t draw(uint64_t word, int64_t rows, uint64_t (&taken)[4], int count) {
    uint64_t drawn = word * (uint64_t)(rows - count) >> 32;
    int at = 0;
    for (; at < count && drawn >= taken[at]; at++) drawn++;
    for (int t = count; t > at; t--) taken[t] = taken[t - 1];
    taken[at] = drawn;
    return (int64_t)drawn;
  }

  /** Has a cache line of each donor of a group fetched; called line by line, so that requests do not pile up. */
  EVOX_INLINE void prefetch(int i, int64_t d) const {
    for (int g = 0; g < GROUP; g++) {
      __builtin_prefetch(a[i + g] + d);
      __builtin_prefetch(b[i + g] + d);
      __builtin_prefetch(c[i + g] + d);
    }
  }
};

/** The settings of a coordinate each, padded like rows, so that whole vectors can be read. */
struct Coordinates {
  double* lower;
  double* upper;
  double* best;

  explicit Coordinates(const Differential& s) {
    size_t bytes = (size_t)s.stride * sizeof(double);
    lower = (double*)aligned_alloc(64, 3 * bytes);
    upper = lower + s.stride;
    best = upper + s.stride;
    memset(lower, 0, 3 * bytes);
    memcpy(lower, s.lower, (size_t)s.dimension * sizeof(double));
    memcpy(upper, s.upper, (size_t)s.dimension * sizeof(double));
    memcpy(best, s.best, (size_t)s.dimension * sizeof(double));
  }
  ~Coordinates() { free(lower); }
  Coordinates(const Coordinates&) = delete;
  Coordinates& operator=(const Coordinates&) = delete;
};

/** Makes the trials of a group of individuals, the first of them number i of tile t. */
EVOX_INLINE void makeGroup(const Differential& s, const Coordinates& box, const Donors& donors, int64_t t, int i) {
  const int64_t first = t * TILE + i;
  const uint64_t individual = s.key.individual + (uint64_t)first;
  const double* parents[GROUP];
  uint64_t always[BLOCK];
  for (int g = 0; g < GROUP; g++) parents[g] = s.parents + (first + g) * s.stride;
  for (int l = 0; l < BLOCK; l++) always[l] = donors.always[i + l / SPAN];
  const Word lane = Word::iota() & (uint64_t)(SPAN - 1);
  const Word chosen = Word::load(always) - lane;
  const int ahead = i + AHEAD < TILE ? i + AHEAD : i;
  const Real half = 0.5;
  // u < CR for a whole number of 2^-32 is: word < ceil(CR * 2^32), where both are exact behind 2^52.
  const Real threshold = 0x1p52 + __builtin_ceil(s.crossover * 0x1p32);
  for (int64_t d0 = 0; d0 < s.stride; d0 += CROSSOVER_DIMENSIONS) {
    for (int part = 0; part < COLUMNS && d0 + part < s.stride; part += SPAN) {
      Word c0 = Word((uint64_t)(uint32_t)individual) + (Word::iota() >> __builtin_ctz(SPAN));
      Word c1 = Word((uint64_t)(1 + d0 / 4 + part)) + lane;
      Word c2 = s.key.generation;
      Word c3 = (uint64_t)Purpose::DIFFERENTIAL << 24 | (individual >> 32 & 0xFFFFFF);
      philox(c0, c1, c2, c3, s.key.seed);
      const Word words[4] = {c0, c1, c2, c3};
      for (int j = 0; j < 4; j++) {
        int64_t d = d0 + j * COLUMNS + part;
        if (d >= s.stride) break;
        if (part == 0) donors.prefetch(ahead, d);
        Real parent = loadRows(parents, d);
        Real base = s.fromBest ? loadEach(box.best, d) : loadRows(donors.a + i, d);
        Real mutant = fma(s.weight, loadRows(donors.b + i, d) - loadRows(donors.c + i, d), base);
        Real lower = loadEach(box.lower, d);
        Real upper = loadEach(box.upper, d);
        Real inside = select(upper < mutant, fma(half, parent, half * upper), mutant);
        inside = select(mutant < lower, fma(half, parent, half * lower), inside);
        Mask crossed = (offset32(words[j]) < threshold) | (chosen == Word((uint64_t)d));
        Real trial = select(crossed, inside, parent);
        EVOX_EACH(k) {
          double* row = s.trials + (first + k * LANES / SPAN) * s.stride;
          memcpy(row + d + k * LANES % SPAN, &trial.v[k], sizeof trial.v[k]);
        }
      }
    }
  }
}

EVOX_INLINE void makeTile(const Differential& s, const Coordinates& box, int64_t t) {
  const Donors donors(s, t);
  for (int i = 0; i < AHEAD; i += GROUP) {
    for (int64_t d = 0; d < s.stride; d += COLUMNS) donors.prefetch(i, d);
  }
  for (int i = 0; i < TILE; i += GROUP) makeGroup(s, box, donors, t, i);
}

/** Puts the parents that are better than their trials in the trials' place; see evox.kernel.Differential.select. */
EVOX_INLINE void selectTile(const Differential& s, int64_t t) {
  for (int64_t i = t * TILE; i < (t + 1) * TILE; i++) {
    if (s.values[i] <= s.fitness[i]) {
      s.fitness[i] = s.values[i];
    } else {
      memcpy(s.trials + i * s.stride, s.parents + i * s.stride, (size_t)s.stride * sizeof(double));
    }
  }
}

template <class O>
struct Step {
  static void run(const void* arguments, int64_t from, int64_t to) {
    const Differential s = *(const Differential*)arguments;
    const Coordinates box(s);
    double* scratch = (double*)aligned_alloc(64, (size_t)scratchRows<O>(s.stride) * TILE * sizeof(double));
    for (int64_t t = from; t < to; t++) {
      makeTile(s, box, t);
      evaluateRows<O>(s.trials + t * TILE * s.stride, s.stride, s.objective, scratch, s.values + t * TILE);
      selectTile(s, t);
    }
    free(scratch);
  }
};

void makeTrials(const void* arguments, int64_t from, int64_t to) {
  const Differential s = *(const Differential*)arguments;
  const Coordinates box(s);
  for (int64_t t = from; t < to; t++) makeTile(s, box, t);
}

void selectSurvivors(const void* arguments, int64_t from, int64_t to) {
  const Differential& s = *(const Differential*)arguments;
  for (int64_t t = from; t < to; t++) selectTile(s, t);
}

}  // namespace

const void* findDifferential(Name name) {
  if (name.operation("de")) return findFused<Step>(Objectives{}, name);
  if (name.operation("de-trial")) return (const void*)&makeTrials;
  if (name.operation("de-select")) return (const void*)&selectSurvivors;
  return nullptr;
}

}  // namespace evox::EVOX_ENGINE
