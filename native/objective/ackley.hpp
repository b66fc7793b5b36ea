#pragma once
#include "elementary.hpp"
#include "objective.hpp"

namespace evox::EVOX_ENGINE {

struct Ackley {
  static constexpr const char* name = "ackley";
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
    double inverse = 1.0 / (double)o.dimension;
    Real hole = exp(-0.2 * sqrt(squares * inverse));
    Real ripples = exp(cosines * inverse);
    return fma(-20.0, hole, 20.0) + (0x1.5bf0a8b14576ap1 - ripples);
  }
};

/** With the optimum moved to the one constant. */
struct AckleyShifted : Ackley {
  static constexpr const char* name = "ackley-shifted";

  EVOX_INLINE void step(const ObjectiveArguments& o, Real x, int64_t d) { Ackley::step(o, x - o.constants[0], d); }
};

}  // namespace evox::EVOX_ENGINE
