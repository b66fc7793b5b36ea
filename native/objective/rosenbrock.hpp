#pragma once
#include "objective.hpp"

namespace evox::EVOX_ENGINE {

struct Rosenbrock {
  static constexpr const char* name = "rosenbrock";
  Real offs, alongs;
  Real before;

  EVOX_INLINE void init(const ObjectiveArguments&) { offs = alongs = 0.0; }
  EVOX_INLINE void step(const ObjectiveArguments&, Real x, int64_t d) {
    if (d > 0) {
      Real off = fma(-before, before, x);
      Real along = before - 1.0;
      offs = fma(off, off, offs);
      alongs = fma(along, along, alongs);
    }
    before = x;
  }
  EVOX_INLINE Real finish(const ObjectiveArguments&) const { return fma(100.0, offs, alongs); }
};

}  // namespace evox::EVOX_ENGINE
