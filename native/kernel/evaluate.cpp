#include "kernel/evaluate.hpp"

#include <cstdlib>

#include "engine.hpp"
#include "objectives.hpp"
#include "rows.hpp"

namespace evox::EVOX_ENGINE {
namespace evaluate {

/** As evaluate::Tiles, for rows. */
template <class O>
struct Rows {
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

}  // namespace evaluate

const void* findEvaluate(Name name) {
  if (name.operation("evaluate")) return findFused<evaluate::Tiles>(Objectives{}, name);
  if (name.operation("evaluate-rows")) return findFused<evaluate::Rows>(Objectives{}, name);
  if (name.operation("tile")) return findFor<evaluate::Tile>(Objectives{}, name);
  return nullptr;
}

}  // namespace evox::EVOX_ENGINE
