// What sums over individuals of weight times noise are made of, however the work is shared out.
#pragma once
#include "normals.hpp"

namespace evox::EVOX_ENGINE::noise {

/** As Java's NoiseSum.pack writes it. */
struct Arguments {
  RandomKey key;
  const double* weights;
  int64_t dimension;
  int64_t* sums;
  double scale;
};

/** Individuals l, l + 8, l + 16 and l + 24 of a tile make one item of the sums. */
constexpr int ITEMS = 8;

/** The unit of a double of this size is 1, so adding it rounds to an integer, ties to even: below 2^51 exactly rint. */
constexpr double ROUND = 0x1.8p52;
constexpr uint64_t ROUND_BITS = 0x4338000000000000;

/** Adds an individual's weight times noise to its item, to this power of the noise. */
template <int POWER>
EVOX_INLINE lanes::Real take(lanes::Real weight, lanes::Real noise, lanes::Real item) {
  return lanes::fma(POWER == 1 ? weight : weight * noise, noise, item);
}

/** Adds items to two limbs of their sums; see evox.array.FixedPointSum. */
EVOX_INLINE void add(lanes::Real item, double scale, lanes::Word& high, lanes::Word& low) {
  const lanes::Real round = lanes::broadcast(ROUND);
  const lanes::Word offset = lanes::broadcast(ROUND_BITS);
  lanes::Real rounded = lanes::fma(item, lanes::broadcast(scale), round);
  lanes::Real rest = lanes::fma(rounded - round, lanes::broadcast(-1.0 / scale), item);
  lanes::Real fine = lanes::fma(rest, lanes::broadcast(scale * 0x1p32), round);
  lanes::Word bits;
  memcpy(&bits, &rounded, sizeof bits);
  high += bits - offset;
  memcpy(&bits, &fine, sizeof bits);
  low += bits - offset;
}

}  // namespace evox::EVOX_ENGINE::noise
