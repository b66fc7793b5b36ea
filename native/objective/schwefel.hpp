#pragma once
#include "elementary.hpp"
#include "objective.hpp"

namespace evox::EVOX_ENGINE {

struct Schwefel {
  static constexpr const char* name = "schwefel";
  Real sum;

  EVOX_INLINE void init(const ObjectiveArguments&) { sum = 0.0; }
  EVOX_INLINE void step(const ObjectiveArguments&, Real x, int64_t) {
    sum = sum + fma(-x, sin(sqrt(abs(x))), 418.9828872724337);
  }
  EVOX_INLINE Real finish(const ObjectiveArguments&) const { return sum; }
};

}  // namespace evox::EVOX_ENGINE
