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

  void diagonalise() const {
    for (int64_t l = 0; l < n; l++) {
      for (int sweeps = 0; sweeps < 60; sweeps++) {
        int64_t m = block(l);
        if (m == l) break;
        sweep(l, m);
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

  /**
   * Rows are rotated while the next rotation is on its way through a square root and a division. The rotation is the one
   * before, which is known: waiting for its own, the instructions would fill the processor's window.
   */
  void sweep(int64_t l, int64_t m) const {
    double ratio = (d[l + 1] - d[l]) / (2.0 * e[l]);
    double root = __builtin_sqrt(__builtin_fma(ratio, ratio, 1.0));
    double g = d[m] - d[l] + e[l] / (ratio + (ratio >= 0.0 ? root : -root));
    double s = 1.0;
    double c = 1.0;
    double p = 0.0;
    for (int64_t i = m - 1; i >= l; i--) {
      double cosine = c, sine = s;
      double f = s * e[i];
      double b = c * e[i];
      double r = __builtin_sqrt(__builtin_fma(f, f, g * g));
      e[i + 1] = r;
      if (r == 0.0) {
        d[i + 1] -= p;
        e[m] = 0.0;
        if (i + 1 < m) rotate(c, s, i + 1);
        return;
      }
      double inverse = 1.0 / r;
      s = f * inverse;
      c = g * inverse;
      g = d[i + 1] - p;
      double t = __builtin_fma(2.0 * c, b, (d[i] - g) * s);
      p = s * t;
      d[i + 1] = g + p;
      g = __builtin_fma(c, t, -b);
      if (i + 1 < m) rotate(cosine, sine, i + 1);
    }
    d[l] -= p;
    e[l] = g;
    e[m] = 0.0;
    rotate(c, s, l);
  }

  /** Rotates rows i and i + 1. */
  EVOX_INLINE void rotate(double cosine, double sine, int64_t i) const {
    Eight c = cosine, s = sine;
    double* lower = q + i * stride;
    double* upper = lower + stride;
    for (int64_t j = 0; j < stride; j += 8) {
      Eight x = Eight::load(lower + j), y = Eight::load(upper + j);
      fma(s, x, c * y).store(upper + j);
      fma(c, x, -(s * y)).store(lower + j);
    }
  }
};

}  // namespace evox::EVOX_ENGINE
