#pragma once
#include "objective.hpp"
#include "transpose.hpp"

namespace evox::EVOX_ENGINE {

/**
 * Evaluates 32 rows: COLUMNS of them at a time pass through a scratch tile that stays in L1.
 *
 * @param scratch COLUMNS rows of a tile for a streaming objective, all of its rows (stride) for any other
 */
template <class O>
EVOX_INLINE void evaluateRows(const double* rows, int64_t stride, const ObjectiveArguments& o, double* scratch,
                              double* fitness) {
  if constexpr (STREAMING<O>) {
    Streamed<O> sums;
    sums.init(o);
    for (int64_t first = 0; first < o.dimension; first += COLUMNS) {
      transposeRows(rows + first, stride, scratch);
      int64_t last = o.dimension - first < COLUMNS ? o.dimension - first : COLUMNS;
      for (int64_t d = 0; d < last; d++) {
        for (int b = 0; b < BLOCKS; b++) sums.step(o, b, Real::load(scratch + d * TILE + b * BLOCK), first + d);
      }
    }
    sums.finish(o, scratch, fitness);
  } else {
    for (int64_t first = 0; first < stride; first += COLUMNS) {
      transposeRows(rows + first, stride, scratch + first * TILE);
    }
    O::tile(scratch, o, fitness);
  }
}

/** Rows of the scratch tile that {@link evaluateRows} needs. */
template <class O>
constexpr int64_t scratchRows(int64_t stride) {
  return STREAMING<O> ? COLUMNS : stride;
}

}  // namespace evox::EVOX_ENGINE
