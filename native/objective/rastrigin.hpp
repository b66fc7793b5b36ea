#pragma once
#include "elementary.hpp"
#include "objective.hpp"

namespace evox::EVOX_ENGINE {

struct Rastrigin {
  static constexpr const char* name = "rastrigin";
  Real squares;
  Real cosines;

  EVOX_INLINE void init(const ObjectiveArguments&) {
    squares = 0.0;
    cosines = 0.0;
  }
  EVOX_INLINE void step(const ObjectiveArguments&, Real x, int64_t) {
    squares = fma(x, x, squares);
    cosines = cosines + cos2pi(x);
  }
  EVOX_INLINE Real finish(const ObjectiveArguments& o) const {
    return fma(-10.0, cosines, squares + 10.0 * (double)o.dimension);
  }
};

}  // namespace evox::EVOX_ENGINE
