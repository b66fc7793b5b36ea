// Evaluates the candidates of a matrix: one pass over its memory, a tile at a time.
#include <cstdlib>

#include "engine.hpp"
#include "objectives.hpp"
#include "transpose.hpp"

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

/** The same for rows: BLOCK of Layout.ROWS columns at a time pass through a scratch tile that stays in L1. */
template <class O>
struct EvaluateRows {
  static void run(const void* arguments, int64_t from, int64_t to) {
    const Arguments& a = *(const Arguments*)arguments;
    const ObjectiveArguments o = a.objective;
    if constexpr (STREAMING<O>) {
      alignas(64) double columns[COLUMNS * TILE];
      for (int64_t t = from; t < to; t++) {
        const double* rows = a.candidates + t * TILE * a.stride;
        Streamed<O> sums;
        sums.init(o);
        for (int64_t first = 0; first < o.dimension; first += COLUMNS) {
          transposeRows(rows + first, a.stride, columns);
          int64_t last = o.dimension - first < COLUMNS ? o.dimension - first : COLUMNS;
          for (int64_t d = 0; d < last; d++) {
            for (int b = 0; b < BLOCKS; b++) sums.step(o, b, Real::load(columns + d * TILE + b * BLOCK), first + d);
          }
        }
        sums.finish(o, columns, a.fitness + t * TILE);
      }
    } else {
      double* tile = (double*)aligned_alloc(64, (size_t)a.stride * TILE * sizeof(double));
      for (int64_t t = from; t < to; t++) {
        const double* rows = a.candidates + t * TILE * a.stride;
        for (int64_t first = 0; first < a.stride; first += COLUMNS) {
          transposeRows(rows + first, a.stride, tile + first * TILE);
        }
        O::tile(tile, o, a.fitness + t * TILE * o.objectives);
      }
      free(tile);
    }
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
