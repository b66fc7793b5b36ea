#pragma once
#include "objective.hpp"

namespace evox::EVOX_ENGINE {

struct Sphere {
  static constexpr const char* name = "sphere";
  Real sum;

  EVOX_INLINE void init(const ObjectiveArguments&) { sum = 0.0; }
  EVOX_INLINE void step(const ObjectiveArguments&, Real x, int64_t) { sum = fma(x, x, sum); }
  EVOX_INLINE Real finish(const ObjectiveArguments&) const { return sum; }
};

}  // namespace evox::EVOX_ENGINE
