#include "ceilings.hpp"

#include <algorithm>
#include <cmath>

#include <unistd.h>

#include "timing.hpp"
#include "vector.hpp"

const char* const LEVEL_NAMES[LEVELS] = {"L1", "L2", "L3", "DRAM"};

namespace {

constexpr int ROUNDS = 2000;
constexpr int PASSES = 3;  // of which the best is the ceiling: other work on the machine only ever lowers it
constexpr double MULTIPLICATION = 3;  // cycles from one 64-bit product to the next that needs it

void products() {
  uint64_t x = 3;
  for (int i = 0; i < ROUNDS; i++) {
    x *= x;
    asm volatile("" : "+r"(x));
  }
}

/// Quotients or roots, each with so many independent multiplications beside it.
template <bool ROOT, int MULTIPLICATIONS>
void divisions() {
  Vector multiplied[MULTIPLICATIONS + 1] = {};
  Vector two = Vector{} + 2.0;
  keep(two);
  for (int i = 0; i < ROUNDS; i++) {
    Vector result = two;
    keep(result);
    if (ROOT) {
      for (int lane = 0; lane < LANES; lane++) result[lane] = std::sqrt(result[lane]);
    } else {
      result = two / result;
    }
    keep(result);
#pragma GCC unroll 24
    for (int c = 0; c < MULTIPLICATIONS; c++) {
      multiplied[c] = multiplied[c] * two + two;
      keep(multiplied[c]);
    }
  }
}

template <bool ROOT>
Divider divider(double fma) {
  constexpr int MANY = 20;
  double alone = nanoseconds(divisions<ROOT, 0>) / ROUNDS;
  double beside = nanoseconds(divisions<ROOT, MANY>) / ROUNDS;
  return {LANES / alone, std::max(0.0, beside * fma / LANES - MANY)};
}

size_t cache(int name, size_t otherwise) {
  long size = sysconf(name);
  return size > 0 ? static_cast<size_t>(size) : otherwise;
}

/// A set runs at least as fast as any part of it, so that one slow kind does not make the mix look slow.
void fillRates(std::array<double, MIXES>& rate) {
  for (int set = 1; set < MIXES; set++) {
    rate[set] = std::max(rate[set], rateOf(set));
    for (int part = (set - 1) & set; part > 0; part = (part - 1) & set) rate[set] = std::max(rate[set], rate[part]);
  }
}

}  // namespace

size_t bytesIn(Level level) {
  switch (level) {
    case L1: return cache(_SC_LEVEL1_DCACHE_SIZE, 32 << 10) / 2;
    case L2: return cache(_SC_LEVEL2_CACHE_SIZE, 1 << 20) / 2;
    case L3: return 4 * cache(_SC_LEVEL2_CACHE_SIZE, 1 << 20);
    default: return size_t(256) << 20;
  }
}

Ceilings measureCeilings() {
  Ceilings ceilings{};
  for (int pass = 0; pass < PASSES; pass++) {
    ceilings.clock = std::max(ceilings.clock, MULTIPLICATION * ROUNDS / nanoseconds(products));
    fillRates(ceilings.rate);
    for (int level = L1; level < LEVELS; level++) {
      for (int access = READ; access < ACCESSES; access++) {
        double& alone = ceilings.bandwidth[level][access];
        double& shared = ceilings.shared[level][access];
        alone = std::max(alone, bandwidthOf(Access(access), bytesIn(Level(level)), 1));
        shared = std::max(shared, bandwidthOf(Access(access), bytesIn(Level(level)), 2));
      }
    }
  }
  ceilings.quotient = divider<false>(ceilings.rate[1 << FMA]);
  ceilings.root = divider<true>(ceilings.rate[1 << FMA]);
  return ceilings;
}

Ceilings Ceilings::besideAnother() const {
  Ceilings half = *this;
  half.bandwidth = shared;
  return half;
}
