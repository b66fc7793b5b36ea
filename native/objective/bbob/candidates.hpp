#pragma once
#include "elementary.hpp"

namespace evox::EVOX_ENGINE::bbob {

/** The constants of a problem, read from the first to the last, in the order Java's Bbob.constants writes them. */
struct Constants {
  const double* at;

  EVOX_INLINE double next() { return *at++; }
  EVOX_INLINE const double* next(int64_t count) {
    const double* from = at;
    at += count;
    return from;
  }
};

/** A tile of candidates on their way through the stages. */
struct Candidates {
  /** d rows of 32. */
  double* z;
  /** As many more, for what cannot be done in place. */
  double* spare;
  int64_t dimension;

  /** Copies a tile. */
  EVOX_INLINE void take(const double* x) {
    for (int64_t at = 0; at < dimension * TILE; at += BLOCK) Real::load(x + at).store(z + at);
  }

  EVOX_INLINE Real load(int64_t i, int b) const { return Real::load(z + i * TILE + b * BLOCK); }

  /** Replaces every coordinate by a function of it and its index. */
  template <class Function>
  EVOX_INLINE void replace(Function function) {
    for (int64_t i = 0; i < dimension; i++) {
      for (int b = 0; b < BLOCKS; b++) function(load(i, b), i).store(z + i * TILE + b * BLOCK);
    }
  }
};

}  // namespace evox::EVOX_ENGINE::bbob
