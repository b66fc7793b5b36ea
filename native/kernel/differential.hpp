// What the trials of differential evolution are made of, however the work is shared out.
#pragma once
#include "objective.hpp"
#include "tile_random.hpp"

namespace evox::EVOX_ENGINE::differential {

/** As Java's Differential.pack writes it, then the trials' fitness, then the objective. */
struct Differential {
  RandomKey key;
  int64_t rows;
  int64_t population;
  int64_t width;
  int64_t after;
  int64_t halos;
  int64_t dimension;
  int64_t stride;
  double* parents;
  const double* halo;
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

/** A Philox call decides over dimensions d, d + 8, d + 16 and d + 24. */
constexpr int CROSSOVER_DIMENSIONS = 32;

/** Where the crossover's random words begin; block 0 draws the donors. */
constexpr int CROSSOVER = 1;

/** u < CR for a whole number of 2^-32 is: word < ceil(CR * 2^32), where both are exact behind 2^52. */
EVOX_INLINE double threshold(const Differential& s) { return 0x1p52 + __builtin_ceil(s.crossover * 0x1p32); }

/** The parent at a place counted from this rank's first on the ring: one of its own, or in its halo. */
EVOX_INLINE const double* seen(const Differential& s, int64_t place) {
  if (place < 0) place += s.population;
  if (place >= s.population) place -= s.population;
  if (place < s.rows) return s.parents + place * s.stride;
  place -= s.rows;
  if (place >= s.after) place -= s.population - s.rows - s.halos;
  return s.halo + place * s.stride;
}

/** One of those seen that are not among those taken, which are kept sorted. */
EVOX_INLINE int64_t draw(uint64_t word, int64_t width, uint64_t (&taken)[4], int count) {
  uint64_t drawn = word * (uint64_t)(width - count) >> 32;
  int at = 0;
  for (; at < count && drawn >= taken[at]; at++) drawn++;
  for (int t = count; t > at; t--) taken[t] = taken[t - 1];
  taken[at] = drawn;
  return (int64_t)drawn;
}

/** The donors a, b and c of a row. */
struct Donors {
  const double* row[3];

  EVOX_INLINE Donors(const Differential& s, int64_t row, const uint64_t (&words)[3]) {
    int64_t first = -(int64_t)s.key.individual;
    uint64_t taken[4] = {s.key.individual + (uint64_t)row};
    if (s.width < s.population) {
      first = row - s.width / 2;
      taken[0] = (uint64_t)(s.width / 2);
    }
    for (int count = 1; count <= 3; count++) {
      this->row[count - 1] = seen(s, first + draw(words[count - 1], s.width, taken, count));
    }
  }
};

/** The coordinate that is the mutant's in any case. */
EVOX_INLINE int64_t always(const Differential& s, uint64_t word) { return (int64_t)(word * (uint64_t)s.dimension >> 32); }

/** A coordinate of a mutant, moved inside the box: to the middle between the parent and the bound that it crossed. */
EVOX_INLINE Real inside(Real mutant, Real parent, Real lower, Real upper, Real halfLower, Real halfUpper) {
  const Real half = 0.5;
  Real low = select(upper < mutant, fma(half, parent, halfUpper), mutant);
  return select(mutant < lower, fma(half, parent, halfLower), low);
}

EVOX_INLINE bool survives(const Differential& s, int64_t row) { return s.values[row] <= s.fitness[row]; }

}  // namespace evox::EVOX_ENGINE::differential
