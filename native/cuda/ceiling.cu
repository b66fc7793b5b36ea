// What the FP64 units of a GPU do at most, for benchmarks: chains of fused multiply-adds that don't wait for one another.
#include "cuda/global.hpp"

namespace evox::EVOX_ENGINE::ceiling {

constexpr int CHAINS = 8;

struct Arguments {
  double* values;
  int64_t rounds;
};

/** Chain c begins at x + c and becomes fma(chain, 0.5, x), round by round; the value becomes the sum of all. */
EVOX_DEVICE static void chains(const void* arguments, int64_t from, int64_t to) {
  const Arguments& a = *(const Arguments*)arguments;
  for (int64_t tile = from; tile < to; tile++) {
    double* row = a.values + tile * TILE;
    Real x = Real::load(row);
    Real chain[CHAINS];
    for (int c = 0; c < CHAINS; c++) chain[c] = x + (double)c;
    for (int64_t round = 0; round < a.rounds; round++) {
      for (int c = 0; c < CHAINS; c++) chain[c] = fma(chain[c], 0.5, x);
    }
    Real sum = chain[0];
    for (int c = 1; c < CHAINS; c++) sum = sum + chain[c];
    sum.store(row);
  }
}

}  // namespace evox::EVOX_ENGINE::ceiling

EVOX_GLOBAL(ceiling__fused_multiply_add, ceiling::chains)
