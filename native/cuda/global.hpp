// The entries of the CUDA engine: a kernel of the name operation/objective is the function operation__objective, with _
// for every other character that C doesn't allow. Operations whose first word is the same lie in one module.
#pragma once
#include "objectives.hpp"

namespace evox::EVOX_ENGINE {

/** Threads in a block. Few: a block is replaced by the next when its last warp is done. */
constexpr int THREADS = 128;

/** A kernel's fields, as Java's Arguments writes them. */
struct Fields {
  int64_t field[64];
};

}  // namespace evox::EVOX_ENGINE

/** Does units [from, to), each by a warp. */
#define EVOX_GLOBAL(symbol, function)                                                                     \
  extern "C" __global__ void __launch_bounds__(evox::EVOX_ENGINE::THREADS)                                \
      symbol(const __grid_constant__ evox::EVOX_ENGINE::Fields fields, int64_t from, int64_t to) {        \
    using namespace evox::EVOX_ENGINE;                                                                    \
    for (int64_t t = from + lanes::warp(); t < to; t += lanes::warps()) function(&fields, t, t + 1);      \
  }
