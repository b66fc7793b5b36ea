#pragma once
#include "elementary.hpp"
#include "objective.hpp"

namespace evox::EVOX_ENGINE {

struct Griewank {
  static constexpr const char* name = "griewank";
  Real squares;
  Real product;

  EVOX_INLINE void init(const ObjectiveArguments&) {
    squares = 0.0;
    product = 1.0;
  }
  EVOX_INLINE void step(const ObjectiveArguments& o, Real x, int64_t d) {
    Real turns = o.constants[2 * d];
    Real turnsLow = o.constants[2 * d + 1];
    squares = fma(x, x, squares);
    Real angle = x * turns;
    Real low = fma(x, turnsLow, fma(x, turns, -angle));
    product = product * cos2pi(angle, low);
  }
  EVOX_INLINE Real finish(const ObjectiveArguments&) const { return fma(squares, 1.0 / 4000.0, 1.0 - product); }
};

}  // namespace evox::EVOX_ENGINE
