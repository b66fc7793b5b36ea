#pragma once
#include "objective.hpp"

namespace evox::EVOX_ENGINE {

struct LennardJones {
  static constexpr const char* name = "lennardjones";

  EVOX_DEVICE static void tile(const double* x, const ObjectiveArguments& o, double* fitness) {
    for (int b = 0; b < BLOCKS; b++) {
      auto load = [=](int64_t i) { return Real::load(x + i * TILE + b * BLOCK); };
      Real sum = 0.0;
      for (int64_t i = 0; i < o.dimension; i += 3) {
        for (int64_t j = i + 3; j < o.dimension; j += 3) {
          Real dx = load(i) - load(j);
          Real dy = load(i + 1) - load(j + 1);
          Real dz = load(i + 2) - load(j + 2);
          Real inverse = 1.0 / fma(dx, dx, fma(dy, dy, dz * dz));
          Real sixth = inverse * inverse * inverse;
          sum = fma(sixth, sixth - 1.0, sum);
        }
      }
      (4.0 * sum).store(fitness + b * BLOCK);
    }
  }
};

}  // namespace evox::EVOX_ENGINE
