#pragma once
#include "objective.hpp"

namespace evox::EVOX_ENGINE {

struct Zakharov {
  static constexpr const char* name = "zakharov";
  Real squares;
  Real weighted;

  EVOX_INLINE void init(const ObjectiveArguments&) {
    squares = 0.0;
    weighted = 0.0;
  }
  EVOX_INLINE void step(const ObjectiveArguments&, Real x, int64_t d) {
    squares = fma(x, x, squares);
    weighted = fma(0.5 * ((double)d + 1.0), x, weighted);
  }
  EVOX_INLINE Real finish(const ObjectiveArguments&) const {
    Real second = weighted * weighted;
    return fma(second, second, squares + second);
  }
};

}  // namespace evox::EVOX_ENGINE
