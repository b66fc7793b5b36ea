#pragma once
#include <cstdlib>

#include "tile_random.hpp"

namespace evox::EVOX_ENGINE {

/**
 * The random words of rows, whose lanes are dimensions: evox.random.RandomKey.words. As in {@link TileRandom}, of the
 * first three rounds of Philox what depends on the block alone is done once for all rows, what depends on the row alone
 * once for all blocks.
 */
class RowRandom {
 public:
  /** What depends on the row alone. */
  struct Row {
    uint64_t third, first1, first2, first3;
  };

  /** @param blocks of dimensions that may be asked for, from 0 */
  RowRandom(RandomKey key, Purpose purpose, int64_t blocks)
      : key(key), purpose(purpose), p1(PHILOX_1 * (key.generation & LOW)),
        high((uint64_t*)malloc(2 * (size_t)blocks * sizeof(uint64_t))), low(high + blocks) {
    for (int64_t block = 0; block < blocks; block++) {
      uint64_t p0 = PHILOX_0 * (uint64_t)(uint32_t)((p1 >> 32) ^ philoxKey0(key.seed, 0) ^ (uint64_t)block);
      high[block] = (p0 >> 32) ^ philoxKey1(key.seed, 1);
      low[block] = (p0 & LOW) ^ philoxKey1(key.seed, 2);
    }
  }
  ~RowRandom() { free(high); }
  RowRandom(const RowRandom&) = delete;
  RowRandom& operator=(const RowRandom&) = delete;

  Row row(uint64_t number) const {
    uint64_t individual = key.individual + number;
    uint64_t word = (uint64_t)purpose << 24 | ((individual >> 32) & 0xFFFFFF);
    uint64_t p0 = PHILOX_0 * (individual & LOW);
    uint64_t q1 = PHILOX_1 * (uint64_t)(uint32_t)((p0 >> 32) ^ word ^ philoxKey1(key.seed, 0));
    uint64_t q0 = PHILOX_0 * (uint64_t)(uint32_t)((q1 >> 32) ^ p1 ^ philoxKey0(key.seed, 1));
    return {p0, q1 ^ philoxKey0(key.seed, 2), q0 >> 32, q0};
  }

  /**
   * The four words of blocks [block, block + SPAN) of BLOCK / SPAN rows, a row after the other; only their low 32 bits
   * are defined.
   */
  template <int SPAN>
  EVOX_INLINE void draw(const Row* rows, int64_t block, Word (&c)[4]) const {
    Word third, blockHigh, blockLow;
    EVOX_EACH(k) {
      const Row& row = rows[k * LANES / SPAN];
      third.v[k] = lanes::broadcast(row.third);
      c[0].v[k] = lanes::broadcast(row.first1);
      c[2].v[k] = lanes::broadcast(row.first2);
      c[3].v[k] = lanes::broadcast(row.first3);
      memcpy(&blockHigh.v[k], high + block + k * LANES % SPAN, sizeof blockHigh.v[k]);
      memcpy(&blockLow.v[k], low + block + k * LANES % SPAN, sizeof blockLow.v[k]);
    }
    c[1] = multiplyLow32(third ^ blockHigh, Word(PHILOX_1));
    c[0] = (c[1] >> 32) ^ c[0];
    c[2] = c[2] ^ blockLow;
    lastRounds(c, key.seed);
  }

 private:
  static constexpr uint64_t LOW = 0xFFFFFFFF;

  const RandomKey key;
  const Purpose purpose;
  const uint64_t p1;
  uint64_t* const high;
  uint64_t* const low;
};

}  // namespace evox::EVOX_ENGINE
