// The stages of the BBOB functions: each is the class of the same name in evox.problem.bbob.
#pragma once
#include "objective/bbob/candidates.hpp"

namespace evox::EVOX_ENGINE::bbob {

struct Shift {
  EVOX_DEVICE static void apply(Candidates& c, Constants& constants) {
    const double* to = constants.next(c.dimension);
    c.replace([=](Real z, int64_t i) { return z - to[i]; });
  }
};

struct Scale {
  EVOX_DEVICE static void apply(Candidates& c, Constants& constants) {
    const double* factors = constants.next(c.dimension);
    c.replace([=](Real z, int64_t i) { return factors[i] * z; });
  }
};

struct SignedScale {
  EVOX_DEVICE static void apply(Candidates& c, Constants& constants) {
    const double* above = constants.next(c.dimension);
    const double* below = constants.next(c.dimension);
    c.replace([=](Real z, int64_t i) { return select(z > 0.0, above[i], below[i]) * z; });
  }
};

struct Oscillate {
  EVOX_INLINE static Real of(Real z) {
    Real logarithm = log(abs(z));
    Real t = 10.0 * logarithm;
    Mask above = z > 0.0;
    Real a = select(above, 1.0, 0.55);
    Real b = select(above, 0.79, 0.31);
    Real size = exp(fma(0.049, sin(a * t) + sin(b * t), logarithm));
    return select(z == 0.0, 0.0, select(z < 0.0, -size, size));
  }

  EVOX_DEVICE static void apply(Candidates& c, Constants&) {
    c.replace([](Real z, int64_t) { return of(z); });
  }
};

struct Asymmetric {
  EVOX_DEVICE static void apply(Candidates& c, Constants& constants) {
    const double* strength = constants.next(c.dimension);
    c.replace([=](Real z, int64_t i) {
      return select(z > 0.0, pow(z, fma(strength[i], sqrt(z), 1.0)), z);
    });
  }
};

struct Chain {
  EVOX_DEVICE static void apply(Candidates& c, Constants& constants) {
    const double* at = constants.next(c.dimension);
    for (int64_t i = c.dimension - 1; i > 0; i--) {
      for (int b = 0; b < BLOCKS; b++) {
        fma(0.25, c.load(i - 1, b) - at[i - 1], c.load(i, b)).store(c.z + i * TILE + b * BLOCK);
      }
    }
  }
};

}  // namespace evox::EVOX_ENGINE::bbob
