#pragma once
#include <cstdlib>

#include "wide/wide.hpp"

namespace evox::EVOX_ENGINE {

/** What two tiles are for; two of different uses may be worked in at the same time. */
enum class Use { CANDIDATES, OBJECTIVE };

/** Room for two tiles to work in, of d rows each; no room where it is not needed. */
template <Use USE, bool NEEDED = true>
class TwoTiles {
 public:
  double* first = nullptr;
  double* second = nullptr;

  EVOX_DEVICE explicit TwoTiles(int64_t) {}
};

#if defined(EVOX_CUDA)

/** Where a launch may work, and how many doubles a warp has there: four tiles. Whoever loads the module sets it. */
extern "C" {
EVOX_VARIABLE double* evox_room;
EVOX_VARIABLE int64_t evox_room_doubles;
}

template <Use USE>
class TwoTiles<USE, true> {
 public:
  double* first;
  double* second;

  EVOX_DEVICE explicit TwoTiles(int64_t dimension) {
    int64_t doubles = dimension * TILE;
    first = evox_room + lanes::warp() * evox_room_doubles + (USE == Use::OBJECTIVE ? 2 * doubles : 0);
    second = first + doubles;
  }
};

#else

template <Use USE>
class TwoTiles<USE, true> {
 public:
  double* first;
  double* second;

  explicit TwoTiles(int64_t dimension) {
    size_t bytes = (size_t)dimension * TILE * sizeof(double);
    first = (double*)aligned_alloc(64, 2 * bytes);
    second = first + dimension * TILE;
  }
  ~TwoTiles() { free(first); }
  TwoTiles(const TwoTiles&) = delete;
  TwoTiles& operator=(const TwoTiles&) = delete;
};

#endif

}  // namespace evox::EVOX_ENGINE
