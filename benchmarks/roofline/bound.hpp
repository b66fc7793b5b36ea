#pragma once

#include <array>
#include <string>

#include "ceilings.hpp"

/// What a kernel's definition asks of a core for one coordinate of one individual, whatever the compiler makes of it.
/// Loads, stores, loop control and constants are left out, as they run beside the vector instructions.
struct Work {
  std::array<double, KINDS> instructions{};  ///< vector instructions of each kind
  double quotients = 0;
  double roots = 0;
  double read = 0;     ///< bytes
  double written = 0;  ///< bytes

  Work& operator+=(const Work& other);
};

Work operator+(Work a, const Work& b);
Work operator*(double times, Work a);

/// The least time that a kernel can take, and what it is that takes it.
struct Bound {
  double nanoseconds;  ///< a coordinate
  std::string limit;
};

/// The bound is the longest of: for every set of kinds, the instructions of these kinds at the rate at which this
/// machine runs their mix (so that kinds that share a part of the core are added up, and others are not), with quotients
/// and roots counted as the multiplications that they are in the way of; the divider's own time; the traffic at the bandwidth of the level where the data lies.
/// The kinds of a set, or "issue" for all of them.
std::string nameOf(int set);

Bound boundOf(const Work& work, const Ceilings& ceilings, Level level);
