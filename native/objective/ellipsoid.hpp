#pragma once
#include "objective.hpp"

namespace evox::EVOX_ENGINE {

struct Ellipsoid {
  static constexpr const char* name = "ellipsoid";
  Real sum;

  EVOX_INLINE void init(const ObjectiveArguments&) { sum = 0.0; }
  EVOX_INLINE void step(const ObjectiveArguments&, Real x, int64_t d) {
    sum = fma(((double)d + 1.0) * x, x, sum);
  }
  EVOX_INLINE Real finish(const ObjectiveArguments&) const { return sum; }
};

}  // namespace evox::EVOX_ENGINE
