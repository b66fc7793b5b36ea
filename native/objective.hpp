// What an objective is to the kernels.
//
// A streaming objective sees the coordinates of BLOCK individuals one dimension after the other and keeps no more than
// its sums:
//
//   struct Sphere {
//     static constexpr const char* name = "sphere";
//     Real sum;
//     void init(const ObjectiveArguments& o);
//     void step(const ObjectiveArguments& o, Real x, int64_t d);
//     Real finish(const ObjectiveArguments& o) const;
//   };
//
// Its functions are inlined into every kernel that works with it. Any other objective reads a whole tile:
//
//   struct Rotated {
//     static constexpr const char* name = "rotated";
//     static void tile(const double* tile, const ObjectiveArguments& o, double* fitness);
//   };
#pragma once
#include "wide/wide.hpp"

namespace evox {

struct ObjectiveArguments;

/** Evaluates a tile, d rows of 32 coordinates, to m rows of 32 fitness values. */
using TileFunction = void (*)(const double* tile, const ObjectiveArguments* o, double* fitness);

/** As Java's Arguments.add(Objective) writes it. */
struct ObjectiveArguments {
  const double* constants;
  int64_t length;
  TileFunction tile;
  int64_t dimension;
  int64_t objectives;
};

namespace EVOX_ENGINE {

template <class... Objectives>
struct List {};

template <class O, class = void>
constexpr bool STREAMING = false;
template <class O>
constexpr bool STREAMING<O, decltype(&O::finish, void())> = true;

/** Stands for all objectives that do not stream: a kernel calls their tile function when the tile is complete. */
struct ByTile {
  EVOX_INLINE static void tile(const double* tile, const ObjectiveArguments& o, double* fitness) {
    o.tile(tile, &o, fitness);
  }
};

/** A streaming objective's sums for the 32 individuals of a tile. */
template <class O>
struct Streamed {
  O block[BLOCKS];

  EVOX_INLINE void init(const ObjectiveArguments& o) {
    for (int b = 0; b < BLOCKS; b++) block[b].init(o);
  }
  /** Takes BLOCK coordinates of dimension d: those of individuals [b * BLOCK, (b + 1) * BLOCK) of the tile. */
  EVOX_INLINE void step(const ObjectiveArguments& o, int b, Real x, int64_t d) { block[b].step(o, x, d); }
  /** @param tile the same coordinates, for those that have to see them together */
  EVOX_INLINE void finish(const ObjectiveArguments& o, const double* /*tile*/, double* fitness) const {
    for (int b = 0; b < BLOCKS; b++) block[b].finish(o).store(fitness + b * BLOCK);
  }
};

template <>
struct Streamed<ByTile> {
  EVOX_INLINE void init(const ObjectiveArguments&) {}
  EVOX_INLINE void step(const ObjectiveArguments&, int, Real, int64_t) {}
  EVOX_INLINE void finish(const ObjectiveArguments& o, const double* tile, double* fitness) const {
    ByTile::tile(tile, o, fitness);
  }
};

/** Evaluates one tile with any objective. */
template <class O>
EVOX_INLINE void evaluateTile(const double* tile, const ObjectiveArguments& o, double* fitness) {
  if constexpr (STREAMING<O>) {
    Streamed<O> sums;
    sums.init(o);
    for (int64_t d = 0; d < o.dimension; d++) {
      for (int b = 0; b < BLOCKS; b++) sums.step(o, b, Real::load(tile + d * TILE + b * BLOCK), d);
    }
    sums.finish(o, tile, fitness);
  } else {
    O::tile(tile, o, fitness);
  }
}

}  // namespace EVOX_ENGINE
}  // namespace evox
