#pragma once
#include "kernel/evaluate.hpp"
#include "two_tiles.hpp"

namespace evox::EVOX_ENGINE::evaluate {

/** As Tiles, for rows: a thread goes along its own. What it takes of a cache line it finds in L1 the next 15 times. */
template <class O>
struct Rows {
  EVOX_DEVICE static void run(const void* arguments, int64_t from, int64_t to) {
    const Arguments& a = *(const Arguments*)arguments;
    const ObjectiveArguments& o = a.objective;
    const TwoTiles<Use::CANDIDATES, !STREAMING<O>> tiles(o.dimension);
    for (int64_t t = from; t < to; t++) {
      const double* row = a.candidates + (t * TILE + lanes::lane()) * a.stride;
      Streamed<O> sums;
      sums.init(o);
      for (int64_t d = 0; d < o.dimension; d++) {
        if constexpr (!STREAMING<O>) Real(row[d]).store(tiles.first + d * TILE);
        sums.step(o, 0, row[d], d);
      }
      sums.finish(o, tiles.first, a.fitness + t * TILE * o.objectives);
    }
  }
};

}  // namespace evox::EVOX_ENGINE::evaluate
