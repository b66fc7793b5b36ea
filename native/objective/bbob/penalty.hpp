#pragma once
#include "wide/wide.hpp"

namespace evox::EVOX_ENGINE::bbob {

/** The sum of the squares of how far coordinates lie outside the box, as evox.problem.bbob.Penalty. */
struct Penalty {
  EVOX_INLINE static Real add(Real excess, Real sum) {
    Real outside = max(0.0, excess);
    return fma(outside, outside, sum);
  }

  EVOX_INLINE static Real value(double factor, const double* x, int64_t dimension, int b) {
    if (factor == 0.0) return 0.0;
    Real sum = 0.0;
    for (int64_t i = 0; i < dimension; i++) sum = add(abs(Real::load(x + i * TILE + b * BLOCK)) - 5.0, sum);
    return factor * sum;
  }
};

}  // namespace evox::EVOX_ENGINE::bbob
