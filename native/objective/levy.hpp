#pragma once
#include "elementary.hpp"
#include "objective.hpp"

namespace evox::EVOX_ENGINE {

struct Levy {
  static constexpr const char* name = "levy";
  Real sum;

  EVOX_INLINE void init(const ObjectiveArguments&) { sum = 0.0; }
  EVOX_INLINE void step(const ObjectiveArguments& o, Real x, int64_t d) {
    if (d == 0) {
      Real first = sin2pi(0.125 * (x - 1.0));
      sum = first * first;
    }
    Real v = 0.25 * (x - 1.0);
    if (d == o.dimension - 1) {
      Real wave = sin2pi(v);
      sum = fma(v * v, fma(wave, wave, 1.0), sum);
    } else {
      Real wave = sin2pi(fma(0.5, v, TURNS));
      sum = fma(v * v, fma(10.0 * wave, wave, 1.0), sum);
    }
  }
  EVOX_INLINE Real finish(const ObjectiveArguments&) const { return sum; }
};

}  // namespace evox::EVOX_ENGINE
