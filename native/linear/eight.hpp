// Eight doubles of a row, whatever the width of the registers: a row of Layout.ROWS is whole blocks of eight.
#pragma once
#include "wide/wide.hpp"

#define EVOX_PARTS(k) _Pragma("GCC unroll 8") for (int k = 0; k < PARTS; k++)

namespace evox::EVOX_ENGINE {

constexpr int PARTS = 8 / LANES;

/** Eights of a row that a loop over rows keeps in registers together. */
constexpr int EIGHTS = LANES == 8 ? 4 : 1;

struct Eight {
  lanes::Real v[PARTS];

  Eight() = default;
  EVOX_INLINE Eight(double value) {
    EVOX_PARTS(k) v[k] = lanes::broadcast(value);
  }
  EVOX_INLINE static Eight load(const double* from) {
    Eight r;
    EVOX_PARTS(k) memcpy(&r.v[k], from + k * LANES, sizeof r.v[k]);
    return r;
  }
  EVOX_INLINE void store(double* to) const {
    EVOX_PARTS(k) memcpy(to + k * LANES, &v[k], sizeof v[k]);
  }
};

EVOX_INLINE Eight operator*(Eight a, Eight b) {
  Eight r;
  EVOX_PARTS(k) r.v[k] = a.v[k] * b.v[k];
  return r;
}
EVOX_INLINE Eight operator-(Eight a) {
  Eight r;
  EVOX_PARTS(k) r.v[k] = -a.v[k];
  return r;
}
EVOX_INLINE Eight fma(Eight a, Eight b, Eight c) {
  Eight r;
  EVOX_PARTS(k) r.v[k] = lanes::fma(a.v[k], b.v[k], c.v[k]);
  return r;
}

/** The sum of products of n elements, n a multiple of 8: one partial sum for each place in a block, then a tree. */
EVOX_INLINE double dot(const double* x, const double* y, int64_t n) {
  Eight sum = 0.0;
  for (int64_t j = 0; j < n; j += 8) sum = fma(Eight::load(x + j), Eight::load(y + j), sum);
  double s[8];
  sum.store(s);
  return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}

/** Calls {@code body.template run<W>(column)} for blocks of W eights that together are the columns [from, to). */
template <int W = EIGHTS, class Body>
EVOX_INLINE void forColumns(int64_t from, int64_t to, const Body& body) {
  for (; from + 8 * W <= to; from += 8 * W) body.template run<W>(from);
  if constexpr (W > 1) forColumns<W / 2>(from, to, body);
}

}  // namespace evox::EVOX_ENGINE
