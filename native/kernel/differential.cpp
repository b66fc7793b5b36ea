// Differential evolution: trials made and evaluated in one pass or only made, and the selection that ends a generation.
// Individuals lie in rows, a lane is a dimension, so that a donor is a stream of memory and not a gather.
#include "kernel/differential.hpp"

#include <cstdlib>

#include "engine.hpp"
#include "objectives.hpp"
#include "row_random.hpp"
#include "rows.hpp"

namespace evox::EVOX_ENGINE {
namespace differential {

/** A wide value holds SPAN dimensions of GROUP individuals. */
constexpr int SPAN = BLOCK < COLUMNS ? BLOCK : COLUMNS;
constexpr int GROUP = BLOCK / SPAN;

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

/** What is known of a coordinate, padded like rows, so that whole vectors can be read. */
struct Coordinates {
  double* lower;
  double* upper;
  double* halfLower;
  double* halfUpper;
  double* best;

  explicit Coordinates(const Differential& s) {
    size_t bytes = 5 * (size_t)s.stride * sizeof(double);
    lower = (double*)aligned_alloc(64, bytes);
    upper = lower + s.stride;
    halfLower = upper + s.stride;
    halfUpper = halfLower + s.stride;
    best = halfUpper + s.stride;
    memset(lower, 0, bytes);
    for (int64_t d = 0; d < s.dimension; d++) {
      lower[d] = s.lower[d];
      upper[d] = s.upper[d];
      halfLower[d] = 0.5 * s.lower[d];
      halfUpper[d] = 0.5 * s.upper[d];
      best[d] = s.best[d];
    }
  }
  ~Coordinates() { free(lower); }
  Coordinates(const Coordinates&) = delete;
  Coordinates& operator=(const Coordinates&) = delete;

  /** Any coordinate of a mutant, moved inside the box. */
  double inside(int64_t d, double mutant, double parent) const {
    if (mutant < lower[d]) return __builtin_fma(0.5, parent, halfLower[d]);
    return upper[d] < mutant ? __builtin_fma(0.5, parent, halfUpper[d]) : mutant;
  }
  EVOX_INLINE Real inside(int64_t d, Real mutant, Real parent) const {
    return differential::inside(mutant, parent, loadEach(lower, d), loadEach(upper, d), loadEach(halfLower, d),
                                loadEach(halfUpper, d));
  }
};

/** What the trials of a tile's individuals are made of: the base, and two whose difference is added. */
struct DonorsOfTile {
  const double* base[TILE];
  const double* b[TILE];
  const double* c[TILE];
  int64_t always[TILE];

  DonorsOfTile(const Differential& s, const Coordinates& coordinates, int64_t t) {
    const TileRandom random(s.key, t * TILE, Purpose::DIFFERENTIAL);
    uint64_t words[4][TILE];
    for (int b = 0; b < BLOCKS; b++) {
      Word four[4];
      random.draw(b, 0, four);
      for (int j = 0; j < 4; j++) (four[j] & 0xFFFFFFFFu).store(words[j] + b * BLOCK);
    }
    for (int i = 0; i < TILE; i++) {
      int64_t row = t * TILE + i < s.rows ? t * TILE + i : s.rows - 1;
      const Donors donors(s, row, {words[0][i], words[1][i], words[2][i]});
      base[i] = s.fromBest ? coordinates.best : donors.row[0];
      b[i] = donors.row[1];
      c[i] = donors.row[2];
      always[i] = differential::always(s, words[3][i]);
    }
  }
};

/** Makes trials of generations. */
class Trials {
 public:
  explicit Trials(const Differential& s)
      : s(s), coordinates(s),
        random(s.key, Purpose::DIFFERENTIAL,
               CROSSOVER + (s.stride + CROSSOVER_DIMENSIONS - 1) / CROSSOVER_DIMENSIONS * COLUMNS),
        threshold(differential::threshold(s)) {}

  /** @param trials receives the rows of tile t */
  EVOX_INLINE void makeTile(int64_t t, double* trials) const {
    const DonorsOfTile donors(s, coordinates, t);
    for (int i = 0; i < TILE; i += GROUP) makeGroup(donors, t, i, trials);
  }

 private:
  const Differential& s;
  const Coordinates coordinates;
  const RowRandom random;
  const double threshold;

  /** Makes the trials of a group of individuals, the first of them number i of tile t. */
  EVOX_INLINE void makeGroup(const DonorsOfTile& donors, int64_t t, int i, double* trials) const {
    const double* parents[GROUP];
    double* made[GROUP];
    RowRandom::Row rows[GROUP];
    for (int g = 0; g < GROUP; g++) {
      parents[g] = s.parents + (t * TILE + i + g) * s.stride;
      made[g] = trials + (i + g) * s.stride;
      rows[g] = random.row((uint64_t)(t * TILE + i + g));
    }
    for (int64_t d0 = 0; d0 < s.stride; d0 += CROSSOVER_DIMENSIONS) {
      for (int part = 0; part < COLUMNS; part += SPAN) {
        Word words[4];
        random.draw<SPAN>(rows, CROSSOVER + d0 / 4 + part, words);
        // Unrolled, or the words live in memory.
#pragma GCC unroll 4
        for (int j = 0; j < 4; j++) {
          int64_t d = d0 + j * COLUMNS + part;
          if (d >= s.stride) break;
          Real parent = loadRows(parents, d);
          Real difference = loadRows(donors.b + i, d) - loadRows(donors.c + i, d);
          Real mutant = fma(s.weight, difference, loadRows(donors.base + i, d));
          Mask crossed = offset32(words[j]) < threshold;
          Real trial = select(crossed, coordinates.inside(d, mutant, parent), parent);
          EVOX_EACH(k) memcpy(made[k * LANES / SPAN] + d + k * LANES % SPAN, &trial.v[k], sizeof trial.v[k]);
        }
      }
    }
    // The coordinate that is the mutant's in any case is made by itself, and not looked for among all.
    for (int g = 0; g < GROUP; g++) {
      int64_t d = donors.always[i + g];
      double mutant = __builtin_fma(s.weight, donors.b[i + g][d] - donors.c[i + g][d], donors.base[i + g][d]);
      made[g][d] = coordinates.inside(d, mutant, parents[g][d]);
    }
  }
};

/** Makes a tile of trials that stays in the cache, evaluates it, and writes down those that survive. */
template <class O>
struct Step {
  static void run(const void* arguments, int64_t from, int64_t to) {
    const Differential s = *(const Differential*)arguments;
    const Trials trials(s);
    const int64_t size = TILE * s.stride;
    double* tile = (double*)aligned_alloc(64, (size_t)(size + TILE * scratchRows<O>(s.stride)) * sizeof(double));
    for (int64_t t = from; t < to; t++) {
      trials.makeTile(t, tile);
      evaluateRows<O>(tile, s.stride, s.objective, tile + size, s.values + t * TILE);
      for (int64_t i = 0; i < TILE; i++) {
        if (!survives(s, t * TILE + i)) continue;
        memcpy(s.trials + t * size + i * s.stride, tile + i * s.stride, (size_t)s.stride * sizeof(double));
      }
    }
    free(tile);
  }
};

void makeTrials(const void* arguments, int64_t from, int64_t to) {
  const Differential s = *(const Differential*)arguments;
  const Trials trials(s);
  for (int64_t t = from; t < to; t++) trials.makeTile(t, s.trials + t * TILE * s.stride);
}

/** Puts the trials that survive in their parents' place. */
void selectSurvivors(const void* arguments, int64_t from, int64_t to) {
  const Differential& s = *(const Differential*)arguments;
  for (int64_t i = from * TILE; i < to * TILE; i++) {
    if (!survives(s, i)) continue;
    s.fitness[i] = s.values[i];
    // The first generation's trials are the parents themselves.
    memmove(s.parents + i * s.stride, s.trials + i * s.stride, (size_t)s.stride * sizeof(double));
  }
}

}  // namespace differential

const void* findDifferential(Name name) {
  if (name.operation("de")) return findFused<differential::Step>(Objectives{}, name);
  if (name.operation("de-trial")) return (const void*)&differential::makeTrials;
  if (name.operation("de-select")) return (const void*)&differential::selectSurvivors;
  return nullptr;
}

}  // namespace evox::EVOX_ENGINE
