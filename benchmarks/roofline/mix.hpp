#pragma once

/// The kinds of vector instructions that run on different parts of a core.
enum Kind {
  FMA,      ///< multiplication of doubles, with or without an addition
  ADD,      ///< addition, minimum, maximum, comparison of doubles
  PRODUCT,  ///< 32 x 32 -> 64 bit multiplication of integers
  SHIFT,    ///< shifts of integers
  LOGIC,    ///< bitwise operations, blends, addition of integers
  KINDS
};

constexpr int MIXES = 1 << KINDS;

/// Elements (doubles or 64-bit integers) a nanosecond in a loop of independent instructions of the kinds in the set,
/// the same number of each.
double rateOf(int set);
