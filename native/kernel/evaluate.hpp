// Evaluates the candidates of a matrix: one pass over its memory, a tile at a time.
#pragma once
#include "objective.hpp"

namespace evox::EVOX_ENGINE::evaluate {

/** As Java's Evaluate.pack writes it. */
struct Arguments {
  ObjectiveArguments objective;
  const double* candidates;
  double* fitness;
  int64_t rows;
  int64_t stride;
};

template <class O>
struct Tile {
  EVOX_DEVICE static void run(const double* tile, const ObjectiveArguments* o, double* fitness) {
    evaluateTile<O>(tile, *o, fitness);
  }
};

template <class O>
struct Tiles {
  EVOX_DEVICE static void run(const void* arguments, int64_t from, int64_t to) {
    const Arguments& a = *(const Arguments*)arguments;
    const ObjectiveArguments o = a.objective;
    for (int64_t t = from; t < to; t++) {
      evaluateTile<O>(a.candidates + t * TILE * o.dimension, o, a.fitness + t * TILE * o.objectives);
    }
  }
};

}  // namespace evox::EVOX_ENGINE::evaluate
