// A thread has one item of every tile that it takes, for one block of dimensions; so its limbs stay in registers, and no
// thread needs another's.
#include "cuda/global.hpp"
#include "kernel/noise_sum.hpp"

namespace evox::EVOX_ENGINE::noise {

/** Blocks of dimensions that a warp works on at a time. */
constexpr int WIDTH = LANES / ITEMS;

/** The deviates of an individual for a block of dimensions. */
EVOX_INLINE void draw(RandomKey key, uint64_t individual, int64_t block, Real (&four)[NORMALS]) {
  individual += key.individual;
  Word c0 = individual & 0xFFFFFFFF;
  Word c1 = (uint64_t)block;
  Word c2 = key.generation & 0xFFFFFFFF;
  Word c3 = (uint64_t)Purpose::NORMAL << 24 | (individual >> 32 & 0xFFFFFF);
  philox(c0, c1, c2, c3, key.seed);
  boxMuller(c0, c1, four[0], four[1]);
  boxMuller(c2, c3, four[2], four[3]);
}

template <int POWERS>
EVOX_INLINE void sum(const void* arguments, int64_t from, int64_t to) {
  const Arguments& a = *(const Arguments*)arguments;
  const int item = lanes::lane() % ITEMS;
  const int64_t blocks = (a.dimension + NORMALS - 1) / NORMALS;
  const int64_t groups = (blocks + WIDTH - 1) / WIDTH;
  const int64_t slices = lanes::warps() < groups ? 1 : lanes::warps() / groups;
  for (int64_t share = lanes::warp(); share < groups * slices; share += lanes::warps()) {
    const int64_t block = share % groups * WIDTH + lanes::lane() / ITEMS;
    if (block >= blocks) continue;
    Word high[POWERS][NORMALS] = {};
    Word low[POWERS][NORMALS] = {};
    for (int64_t t = from + share / groups; t < to; t += slices) {
      Real items[POWERS][NORMALS];
      for (auto& power : items)
        for (Real& sum : power) sum = 0.0;
      for (int i = item; i < TILE; i += ITEMS) {
        Real noise[NORMALS];
        draw(a.key, (uint64_t)(t * TILE + i), block, noise);
        Real weight = a.weights[t * TILE + i];
        for (int j = 0; j < NORMALS; j++) {
          items[0][j].v[0] = take<1>(weight.v[0], noise[j].v[0], items[0][j].v[0]);
          if constexpr (POWERS == 2) items[1][j].v[0] = take<2>(weight.v[0], noise[j].v[0], items[1][j].v[0]);
        }
      }
      for (int power = 0; power < POWERS; power++) {
        for (int j = 0; j < NORMALS; j++) {
          add(items[power][j].v[0], a.scale, high[power][j].v[0], low[power][j].v[0]);
        }
      }
    }
    for (int power = 0; power < POWERS; power++) {
      for (int j = 0; j < NORMALS && block * NORMALS + j < a.dimension; j++) {
        auto limbs = (unsigned long long*)a.sums + 2 * (power * a.dimension + block * NORMALS + j);
        atomicAdd(limbs, (unsigned long long)high[power][j].v[0]);
        atomicAdd(limbs + 1, (unsigned long long)low[power][j].v[0]);
      }
    }
  }
}

}  // namespace evox::EVOX_ENGINE::noise

// The warps share out dimensions as well as tiles, so these are no EVOX_GLOBAL.
#define EVOX_SUM(symbol, POWERS)                                                                    \
  extern "C" __global__ void __launch_bounds__(evox::EVOX_ENGINE::THREADS)                          \
      symbol(const __grid_constant__ evox::EVOX_ENGINE::Fields fields, int64_t from, int64_t to) {  \
    evox::EVOX_ENGINE::noise::sum<POWERS>(&fields, from, to);                                       \
  }
EVOX_SUM(noise_sum, 1)
EVOX_SUM(noise_sum_squares, 2)
