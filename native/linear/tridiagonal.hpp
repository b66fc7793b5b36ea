// Brings a symmetric matrix to tridiagonal form by Householder reflections, as Java's Tridiagonal defines it. Each pass
// over the matrix ends one reflection and begins the next, which halves what passes through the cache.
#pragma once
#include "linear/eight.hpp"

namespace evox::EVOX_ENGINE {

struct Tridiagonal {
  /** The matrix, whose padding is zero; on return the orthogonal Q' with A = Q T Q'. */
  double* a;
  int64_t n;
  int64_t stride;
  /** T: n elements each. */
  double* diagonal;
  double* beside;
  /** Zeroed scratch of 5 rows. */
  double* scratch;

  void reduce() const {
    double* tau = scratch;
    const double* zero = scratch + stride;
    double* p = scratch + 2 * stride;
    double* q = scratch + 3 * stride;
    // The reflection that is still to be applied from both sides: row -= q[row] * v + v[row] * q.
    const double* pendingV = zero;
    const double* pendingP = zero;
    for (int64_t k = 0; k + 2 < n; k++) {
      double* v = a + k * stride;
      update(v, pendingV, pendingP, k);
      diagonal[k] = v[k];
      tau[k] = reflector(k);
      const double* current = tau[k] == 0.0 ? zero : v;
      int64_t start = (k + 1) / 8 * 8;
      forColumns(start, stride, Reflect{*this, k + 1, pendingV, pendingP, current, p});
      pendingV = current;
      pendingP = current;
      if (tau[k] == 0.0) continue;
      for (int64_t j = start; j <= k; j++) p[j] = 0.0;
      for (int64_t j = k + 1; j < n; j++) p[j] *= tau[k];
      double half = 0.5 * tau[k] * dot(p + start, v + start, stride - start);
      for (int64_t j = k + 1; j < n; j++) p[j] = __builtin_fma(-half, v[j], p[j]);
      pendingP = p;
      double* other = p;
      p = q;
      q = other;
    }
    for (int64_t r = n < 2 ? 0 : n - 2; r < n; r++) update(a + r * stride, pendingV, pendingP, r);
    if (n >= 2) {
      diagonal[n - 2] = a[(n - 2) * stride + n - 2];
      beside[n - 2] = a[(n - 2) * stride + n - 1];
    }
    diagonal[n - 1] = a[(n - 1) * stride + n - 1];
    beside[n - 1] = 0.0;
    accumulate(tau, scratch + 4 * stride);
    transpose();
  }

 private:
  /** Applies the pending reflection to row r, from its diagonal on. */
  void update(double* row, const double* v, const double* p, int64_t r) const {
    for (int64_t j = r / 8 * 8; j < stride; j += 8) {
      Eight x = fma(Eight(-p[r]), Eight::load(v + j), Eight::load(row + j));
      fma(Eight(-v[r]), Eight::load(p + j), x).store(row + j);
    }
  }

  /** Makes row k the vector v, with zeros up to the diagonal, and returns tau. */
  double reflector(int64_t k) const {
    double* v = a + k * stride;
    int64_t start = (k + 1) / 8 * 8;
    double first = v[k + 1];
    for (int64_t j = start; j <= k + 1; j++) v[j] = 0.0;
    double rest = dot(v + start, v + start, stride - start);
    if (rest == 0.0) {
      beside[k] = first;
      return 0.0;
    }
    double norm = __builtin_sqrt(__builtin_fma(first, first, rest));
    double alpha = first > 0.0 ? -norm : norm;
    double pivot = first - alpha;
    double inverse = 1.0 / pivot;
    for (int64_t j = start; j < stride; j += 8) (Eight::load(v + j) * Eight(inverse)).store(v + j);
    v[k + 1] = 1.0;
    beside[k] = alpha;
    return -pivot / alpha;
  }

  /** Applies the pending reflection to the rows from one on, and multiplies them with the next vector. */
  struct Reflect {
    const Tridiagonal& t;
    int64_t first;
    const double* pendingV;
    const double* pendingP;
    const double* v;
    double* product;

    template <int W>
    EVOX_INLINE void run(int64_t column) const {
      Eight x[W], vs[W], ps[W], sum[W];
      _Pragma("GCC unroll 8") for (int w = 0; w < W; w++) {
        vs[w] = Eight::load(pendingV + column + 8 * w);
        ps[w] = Eight::load(pendingP + column + 8 * w);
        sum[w] = 0.0;
      }
      double* row = t.a + first * t.stride + column;
      for (int64_t r = first; r < t.n; r++, row += t.stride) {
        Eight minusP = -pendingP[r], minusV = -pendingV[r], factor = v[r];
        _Pragma("GCC unroll 8") for (int w = 0; w < W; w++) x[w] = fma(minusP, vs[w], Eight::load(row + 8 * w));
        _Pragma("GCC unroll 8") for (int w = 0; w < W; w++) x[w] = fma(minusV, ps[w], x[w]);
        _Pragma("GCC unroll 8") for (int w = 0; w < W; w++) {
          x[w].store(row + 8 * w);
          sum[w] = fma(factor, x[w], sum[w]);
        }
      }
      _Pragma("GCC unroll 8") for (int w = 0; w < W; w++) sum[w].store(product + column + 8 * w);
    }
  };

  /** Overwrites the vectors v, the last first, by the product of the reflections, Q. */
  void accumulate(const double* tau, double* factors) const {
    int64_t last = n < 2 ? 0 : n - 2;
    for (int64_t r = last; r < n; r++) {
      for (int64_t j = last; j < n; j++) a[r * stride + j] = j == r ? 1.0 : 0.0;
    }
    for (int64_t k = n - 3; k >= 0; k--) {
      double* v = a + k * stride;
      if (tau[k] != 0.0) {
        for (int64_t r = k + 1; r < n; r++) factors[r] = -(tau[k] * v[r]);
        forColumns((k + 1) / 8 * 8, stride, Accumulate{*this, k + 1, v, factors});
      }
      for (int64_t r = k + 1; r < n; r++) a[r * stride + k] = 0.0;
      for (int64_t j = k; j < n; j++) v[j] = j == k ? 1.0 : 0.0;
    }
  }

  struct Accumulate {
    const Tridiagonal& t;
    int64_t first;
    const double* v;
    const double* factors;

    template <int W>
    EVOX_INLINE void run(int64_t column) const {
      Eight sum[W];
      _Pragma("GCC unroll 8") for (int w = 0; w < W; w++) sum[w] = 0.0;
      double* from = t.a + first * t.stride + column;
      const double* row = from;
      for (int64_t r = first; r < t.n; r++, row += t.stride) {
        _Pragma("GCC unroll 8") for (int w = 0; w < W; w++) sum[w] = fma(Eight(v[r]), Eight::load(row + 8 * w), sum[w]);
      }
      double* to = from;
      for (int64_t r = first; r < t.n; r++, to += t.stride) {
        _Pragma("GCC unroll 8") for (int w = 0; w < W; w++) {
          fma(Eight(factors[r]), sum[w], Eight::load(to + 8 * w)).store(to + 8 * w);
        }
      }
    }
  };

  void transpose() const {
    for (int64_t i = 1; i < n; i++) {
      for (int64_t j = 0; j < i; j++) {
        double above = a[j * stride + i];
        a[j * stride + i] = a[i * stride + j];
        a[i * stride + j] = above;
      }
    }
  }
};

}  // namespace evox::EVOX_ENGINE
