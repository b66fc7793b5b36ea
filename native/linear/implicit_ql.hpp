// The QL algorithm with implicit shifts, as Java's ImplicitQL defines it.
#pragma once
#include "linear/eight.hpp"

namespace evox::EVOX_ENGINE {

struct ImplicitQL {
  /** The diagonal, which becomes the eigenvalues, and the elements beside it: n each. */
  double* d;
  double* e;
  int64_t n;
  /** The rows that become the eigenvectors. */
  double* q;
  int64_t stride;
  /** Scratch of n. */
  double* cosine;
  double* sine;

  void diagonalise() const {
    for (int64_t l = 0; l < n; l++) {
      for (int sweeps = 0; sweeps < 60; sweeps++) {
        int64_t m = block(l);
        if (m == l) break;
        int64_t end = sweep(l, m);
        forColumns(0, stride, Rotate{*this, end, m});
      }
    }
  }

 private:
  int64_t block(int64_t l) const {
    int64_t m = l;
    while (m + 1 < n && __builtin_fabs(e[m])
        > __builtin_fma(0x1p-53, __builtin_fabs(d[m]) + __builtin_fabs(d[m + 1]), 0x1p-300)) {
      m++;
    }
    return m;
  }

  int64_t sweep(int64_t l, int64_t m) const {
    double ratio = (d[l + 1] - d[l]) / (2.0 * e[l]);
    double root = __builtin_sqrt(__builtin_fma(ratio, ratio, 1.0));
    double g = d[m] - d[l] + e[l] / (ratio + (ratio >= 0.0 ? root : -root));
    double s = 1.0;
    double c = 1.0;
    double p = 0.0;
    for (int64_t i = m - 1; i >= l; i--) {
      double f = s * e[i];
      double b = c * e[i];
      double r = __builtin_sqrt(__builtin_fma(f, f, g * g));
      e[i + 1] = r;
      if (r == 0.0) {
        d[i + 1] -= p;
        e[m] = 0.0;
        return i + 1;
      }
      double inverse = 1.0 / r;
      s = f * inverse;
      c = g * inverse;
      g = d[i + 1] - p;
      double t = __builtin_fma(2.0 * c, b, (d[i] - g) * s);
      p = s * t;
      d[i + 1] = g + p;
      g = __builtin_fma(c, t, -b);
      cosine[i] = c;
      sine[i] = s;
    }
    d[l] -= p;
    e[l] = g;
    e[m] = 0.0;
    return l;
  }

  /** Applies a sweep's rotations to some columns; the row that two successive ones share stays in registers. */
  struct Rotate {
    const ImplicitQL& ql;
    int64_t end;
    int64_t m;

    template <int W>
    EVOX_INLINE void run(int64_t column) const {
      double* row = ql.q + m * ql.stride + column;
      Eight y[W];
      _Pragma("GCC unroll 8") for (int w = 0; w < W; w++) y[w] = Eight::load(row + 8 * w);
      for (int64_t i = m - 1; i >= end; i--, row -= ql.stride) {
        const double* lower = row - ql.stride;
        Eight c = ql.cosine[i], s = ql.sine[i];
        _Pragma("GCC unroll 8") for (int w = 0; w < W; w++) {
          Eight x = Eight::load(lower + 8 * w);
          fma(s, x, c * y[w]).store(row + 8 * w);
          y[w] = fma(c, x, -(s * y[w]));
        }
      }
      _Pragma("GCC unroll 8") for (int w = 0; w < W; w++) y[w].store(row + 8 * w);
    }
  };
};

}  // namespace evox::EVOX_ENGINE
