#pragma once

#include <array>

#include "bandwidth.hpp"
#include "mix.hpp"

/// Where the data of a kernel lies.
enum Level { L1, L2, L3, DRAM, LEVELS };

extern const char* const LEVEL_NAMES[LEVELS];

/// The divider, which is a part of the multipliers: while it works, they do less.
struct Divider {
  double rate;   ///< quotients or roots a nanosecond
  double slots;  ///< multiplications that each of them is in the way of
};

/// What one core of this machine can do at most, measured now.
struct Ceilings {
  double clock;                                                ///< cycles a nanosecond
  std::array<double, MIXES> rate;                              ///< elements a nanosecond, for each set of kinds
  Divider quotient;
  Divider root;
  std::array<std::array<double, ACCESSES>, LEVELS> bandwidth;  ///< gigabytes a second
  std::array<std::array<double, ACCESSES>, LEVELS> shared;     ///< the same, of each of two cores at work

  /// What one core can do while another does the same.
  Ceilings besideAnother() const;
};

/// Bytes of data that lie in this level for certain: half of it, or far more than the last cache.
size_t bytesIn(Level level);

Ceilings measureCeilings();
