// Evaluates the candidates of a matrix: one pass over its memory, a tile at a time.
#include <cstdlib>

#include "engine.hpp"
#include "objectives.hpp"
#include "rows.hpp"

namespace evox::EVOX_ENGINE {
namespace {

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
  static void run(const double* tile, const ObjectiveArguments* o, double* fitness) {
    evaluateTile<O>(tile, *o, fitness);
  }
};

template <class O>
struct Evaluate {
  static void run(const void* arguments, int64_t from, int64_t to) {
    const Arguments& a = *(const Arguments*)arguments;
    const ObjectiveArguments o = a.objective;
    for (int64_t t = from; t < to; t++) {
      evaluateTile<O>(a.candidates + t * TILE * o.dimension, o, a.fitness + t * TILE * o.objectives);
    }
  }
};

/** The same for rows. */
template <class O>
struct EvaluateRows {
  static void run(const void* arguments, int64_t from, int64_t to) {
    const Arguments& a = *(const Arguments*)arguments;
    const ObjectiveArguments o = a.objective;
    double* scratch = (double*)aligned_alloc(64, (size_t)scratchRows<O>(a.stride) * TILE * sizeof(double));
    for (int64_t t = from; t < to; t++) {
      evaluateRows<O>(a.candidates + t * TILE * a.stride, a.stride, o, scratch, a.fitness + t * TILE * o.objectives);
    }
    free(scratch);
  }
};

}  // namespace

const void* findEvaluate(Name name) {
  if (name.operation("evaluate")) return findFused<Evaluate>(Objectives{}, name);
  if (name.operation("evaluate-rows")) return findFused<EvaluateRows>(Objectives{}, name);
  if (name.operation("tile")) return findFor<Tile>(Objectives{}, name);
  return nullptr;
}

}  // namespace evox::EVOX_ENGINE
