#pragma once
#include "wide/wide.hpp"

namespace evox::EVOX_ENGINE {

/** Columns that are transposed at a time: a block of Layout.ROWS. */
constexpr int COLUMNS = 8;

/** Turns 8 columns of 32 rows into 8 rows of a tile, in registers. */
EVOX_INLINE void transposeRows(const double* rows, int64_t stride, double* tile) {
  for (int i = 0; i < TILE; i += LANES) {
    for (int j = 0; j < COLUMNS; j += LANES) {
      lanes::Real square[LANES];
      // Unrolled, or the square lives in memory: 7 times slower with AVX2.
#pragma GCC unroll 8
      for (int k = 0; k < LANES; k++) memcpy(&square[k], rows + (i + k) * stride + j, sizeof square[k]);
      lanes::transpose(square);
#pragma GCC unroll 8
      for (int k = 0; k < LANES; k++) memcpy(tile + (j + k) * TILE + i, &square[k], sizeof square[k]);
    }
  }
}

}  // namespace evox::EVOX_ENGINE
