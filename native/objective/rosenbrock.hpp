#pragma once
#include "objective.hpp"

namespace evox::EVOX_ENGINE {

struct Rosenbrock {
  static constexpr const char* name = "rosenbrock";
  Real sum;
  Real before;

  EVOX_INLINE void init(const ObjectiveArguments&) { sum = 0.0; }
  EVOX_INLINE void step(const ObjectiveArguments&, Real x, int64_t d) {
    if (d > 0) {
      Real off = fma(-before, before, x);
      Real along = before - 1.0;
      sum = fma(100.0 * off, off, sum);
      sum = fma(along, along, sum);
    }
    before = x;
  }
  EVOX_INLINE Real finish(const ObjectiveArguments&) const { return sum; }
};

}  // namespace evox::EVOX_ENGINE
