#pragma once
#include "objective/bbob/candidates.hpp"

namespace evox::EVOX_ENGINE::bbob {

/** A matrix times each candidate; products and sums rounded one by one, k in order, as evox.problem.bbob.Linear. */
struct Linear {
  /** Rows of the product at a time: their sums stay in registers, and each coordinate is loaded once for all. */
  static constexpr int PANEL = 4;

  EVOX_DEVICE static void apply(Candidates& c, Constants& constants) {
    const double* matrix = constants.next(c.dimension * c.dimension);
    for (int64_t i = 0; i < c.dimension;) {
      int rows = c.dimension - i < PANEL ? 1 : PANEL;
      for (int b = 0; b < BLOCKS; b++) rows == 1 ? panel<1>(c, matrix, i, b) : panel<PANEL>(c, matrix, i, b);
      matrix += rows * c.dimension;
      i += rows;
    }
    double* product = c.spare;
    c.spare = c.z;
    c.z = product;
  }

 private:
  template <int ROWS>
  EVOX_INLINE static void panel(const Candidates& c, const double* matrix, int64_t i, int b) {
    Real sums[ROWS];
    for (int r = 0; r < ROWS; r++) sums[r] = 0.0;
    for (int64_t k = 0; k < c.dimension; k++) {
      Real z = c.load(k, b);
      for (int r = 0; r < ROWS; r++) sums[r] = sums[r] + matrix[k * ROWS + r] * z;
    }
    for (int r = 0; r < ROWS; r++) sums[r].store(c.spare + (i + r) * TILE + b * BLOCK);
  }
};

}  // namespace evox::EVOX_ENGINE::bbob
