// Adds a product of matrices to a matrix. Each element is one chain of fused multiply-adds over the terms in their
// order; what is blocked here is only which elements are in registers and in the cache.
#pragma once
#include "linear/eight.hpp"

namespace evox::EVOX_ENGINE {

/** The left matrix: element (i, k) of any layout. */
struct Left {
  const double* base;
  int64_t tile;
  int64_t row;
  int64_t term;

  EVOX_INLINE const double* at(int64_t i) const { return base + i / TILE * tile + i % TILE * row; }

  static Left rows(const double* base, int64_t stride) { return {base, TILE * stride, stride, 1}; }
  static Left tiles(const double* base, int64_t columns) { return {base, TILE * columns, 1, TILE}; }
  /** The transpose of a matrix in rows. */
  static Left transposed(const double* base, int64_t stride) { return {base, TILE, 1, stride}; }
};

/** Rows of the result that are in registers together: with the eights of a row, 24 or 8 accumulators. */
constexpr int ROWS = LANES == 8 ? 8 : 4;

/** Terms that are added before the next columns are turned to: the right matrix's share of them stays in L1. */
constexpr int64_t TERMS = 128;

/** A product: rows [from, to) of {@code out += left * right}, or {@code out -= left * right}. */
template <bool SUBTRACT>
struct Product {
  Left left;
  const double* right;
  int64_t rightStride;
  double* out;
  int64_t outStride;
  int64_t from;
  int64_t to;

  EVOX_INLINE void run(int64_t terms) const {
    for (int64_t first = 0; first < terms; first += TERMS) {
      int64_t last = first + TERMS < terms ? first + TERMS : terms;
      forColumns<LANES == 8 ? 3 : 1>(0, outStride, Columns{*this, first, last});
    }
  }

 private:
  struct Columns {
    const Product& p;
    int64_t first;
    int64_t last;

    template <int W>
    EVOX_INLINE void run(int64_t column) const {
      int64_t i = p.from;
      for (; i + ROWS <= p.to; i += ROWS) p.block<ROWS, W>(i, column, first, last);
      for (; i < p.to; i++) p.block<1, W>(i, column, first, last);
    }
  };

  template <int R, int W>
  EVOX_INLINE void block(int64_t i, int64_t column, int64_t first, int64_t last) const {
    double* o = out + i * outStride + column;
    Eight sum[R][W];
    _Pragma("GCC unroll 8") for (int r = 0; r < R; r++)
      _Pragma("GCC unroll 8") for (int w = 0; w < W; w++) sum[r][w] = Eight::load(o + r * outStride + 8 * w);
    const double* l = left.at(i) + first * left.term;
    const double* from = right + first * rightStride + column;
    for (int64_t k = first; k < last; k++, l += left.term, from += rightStride) {
      Eight b[W];
      _Pragma("GCC unroll 8") for (int w = 0; w < W; w++) b[w] = Eight::load(from + 8 * w);
      _Pragma("GCC unroll 8") for (int r = 0; r < R; r++) {
        Eight a = SUBTRACT ? -l[r * left.row] : l[r * left.row];
        _Pragma("GCC unroll 8") for (int w = 0; w < W; w++) sum[r][w] = fma(a, b[w], sum[r][w]);
      }
    }
    _Pragma("GCC unroll 8") for (int r = 0; r < R; r++)
      _Pragma("GCC unroll 8") for (int w = 0; w < W; w++) sum[r][w].store(o + r * outStride + 8 * w);
  }
};

}  // namespace evox::EVOX_ENGINE
