// Sums over individuals of weight times noise, in fixed point.
#include "kernel/noise_sum.hpp"

#include "engine.hpp"

namespace evox::EVOX_ENGINE {
namespace noise {

/** Vectors that hold an item of each lane. */
constexpr int PARTS = ITEMS / LANES;

/** Dimensions at a time: their limbs stay in L1, and what a tile's random words have in common is worked out once. */
constexpr int CHUNK = 128;

/** Two limbs of the sums of ITEMS lanes; see evox.array.FixedPointSum. */
struct Limbs {
  lanes::Word high[PARTS];
  lanes::Word low[PARTS];

  EVOX_INLINE static int64_t total(const lanes::Word (&limbs)[PARTS]) {
    uint64_t lane[ITEMS];
    memcpy(lane, limbs, sizeof lane);
    uint64_t sum = 0;
    for (uint64_t l : lane) sum += l;
    return (int64_t)sum;
  }
};

/** What one tile adds to a block of dimensions. */
template <int POWERS>
struct Items {
  lanes::Real sum[POWERS][NORMALS][PARTS];

  EVOX_INLINE Items() {
    for (auto& power : sum)
      for (auto& dimension : power)
        for (auto& part : dimension) part = lanes::broadcast(0.0);
  }
  EVOX_INLINE void take(int b, Real weight, const Real (&noise)[NORMALS]) {
    EVOX_EACH(k) {
      int part = (b * VECTORS + k) % PARTS;
      for (int j = 0; j < NORMALS; j++) {
        sum[0][j][part] = noise::take<1>(weight.v[k], noise[j].v[k], sum[0][j][part]);
        if constexpr (POWERS == 2) sum[1][j][part] = noise::take<2>(weight.v[k], noise[j].v[k], sum[1][j][part]);
      }
    }
  }
};

template <int POWERS>
void sum(const void* arguments, int64_t from, int64_t to) {
  const Arguments a = *(const Arguments*)arguments;
  Limbs limbs[POWERS][CHUNK];
  for (int64_t first = 0; first < a.dimension; first += CHUNK) {
    memset(limbs, 0, sizeof limbs);
    int count = (int)(a.dimension - first < CHUNK ? a.dimension - first : CHUNK);
    for (int64_t t = from; t < to; t++) {
      const TileRandom random(a.key, t * TILE, Purpose::NORMAL);
      for (int d = 0; d < count; d += NORMALS) {
        Items<POWERS> items;
        for (int b = 0; b < BLOCKS; b++) {
          Real noise[NORMALS];
          normals(random, b, (first + d) / NORMALS, noise);
          items.take(b, Real::load(a.weights + t * TILE + b * BLOCK), noise);
        }
        for (int power = 0; power < POWERS; power++) {
          for (int j = 0; j < NORMALS; j++) {
            Limbs& sums = limbs[power][d + j];
            for (int part = 0; part < PARTS; part++) {
              add(items.sum[power][j][part], a.scale, sums.high[part], sums.low[part]);
            }
          }
        }
      }
    }
    for (int power = 0; power < POWERS; power++) {
      for (int d = 0; d < count; d++) {
        int64_t* limb = a.sums + 2 * (power * a.dimension + first + d);
        __atomic_fetch_add(limb, Limbs::total(limbs[power][d].high), __ATOMIC_RELAXED);
        __atomic_fetch_add(limb + 1, Limbs::total(limbs[power][d].low), __ATOMIC_RELAXED);
      }
    }
  }
}

}  // namespace noise

const void* findNoiseSum(Name name) {
  if (name.operation("noise-sum")) return (const void*)&noise::sum<1>;
  if (name.operation("noise-sum-squares")) return (const void*)&noise::sum<2>;
  return nullptr;
}

}  // namespace evox::EVOX_ENGINE
