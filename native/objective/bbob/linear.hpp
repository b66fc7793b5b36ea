#pragma once
#include "objective/bbob/candidates.hpp"

namespace evox::EVOX_ENGINE::bbob {

/** A matrix times each candidate; products and sums rounded one by one, k in order, as evox.problem.bbob.Linear. */
struct Linear {
  /** Rows of the product at a time: their sums stay in registers, and each coordinate is loaded once for all. */
  static constexpr int ROWS = 4;

  static void apply(Candidates& c, Constants& constants) {
    const double* columns = constants.next(c.dimension * c.dimension);
    for (int b = 0; b < BLOCKS; b++) {
      int64_t i = 0;
      for (; i + ROWS <= c.dimension; i += ROWS) rows<ROWS>(c, columns, i, b);
      for (; i < c.dimension; i++) rows<1>(c, columns, i, b);
    }
    double* product = c.spare;
    c.spare = c.z;
    c.z = product;
  }

 private:
  template <int COUNT>
  EVOX_INLINE static void rows(const Candidates& c, const double* columns, int64_t i, int b) {
    Real sums[COUNT];
    for (int r = 0; r < COUNT; r++) sums[r] = 0.0;
    for (int64_t k = 0; k < c.dimension; k++) {
      Real z = c.load(k, b);
      for (int r = 0; r < COUNT; r++) sums[r] = sums[r] + columns[k * c.dimension + i + r] * z;
    }
    for (int r = 0; r < COUNT; r++) sums[r].store(c.spare + (i + r) * TILE + b * BLOCK);
  }
};

}  // namespace evox::EVOX_ENGINE::bbob
