// Prints what one core of this machine can do at most, and how near to that the project's kernels come. Everything is
// measured in this run, in processor time.
//
// Usage: roofline libevox-kernels.so
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <string>

#include "case.hpp"
#include "timing.hpp"
#include "vector.hpp"

namespace {

constexpr int RUNS_COMPARED = 3;
constexpr double TWO_CORES = 1.8;    // times as fast as one
constexpr double NEAR_BOUND = 0.85;  // ceilings are measured too

void print(const Ceilings& ceilings) {
  double perCycle = LANES * ceilings.clock;
  std::printf("## Ceilings of one core\n\n%.2f GHz, vectors of %d doubles.\n\n", ceilings.clock, LANES);
  std::printf("| vector instructions | a cycle | billion doubles a second |\n|---|---|---|\n");
  for (int set = 1; set < MIXES; set++) {
    if (__builtin_popcount(set) > 2 && set != MIXES - 1) continue;
    std::printf("| %s | %.2f | %.1f |\n", nameOf(set).c_str(), ceilings.rate[set] / perCycle, ceilings.rate[set]);
  }
  std::printf("| quotient, in the way of %.1f fma | %.3f | %.2f |\n", ceilings.quotient.slots,
      ceilings.quotient.rate / perCycle, ceilings.quotient.rate);
  std::printf("| square root, in the way of %.1f fma | %.3f | %.2f |\n", ceilings.root.slots,
      ceilings.root.rate / perCycle, ceilings.root.rate);
  std::printf("\n| memory, GB/s | KiB | read | update | copy | each of two cores: read | update | copy |\n"
      "|---|---|---|---|---|---|---|---|\n");
  for (int level = L1; level < LEVELS; level++) {
    const auto& rate = ceilings.bandwidth[level];
    const auto& shared = ceilings.shared[level];
    std::printf("| %s | %zu | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |\n", LEVEL_NAMES[level],
        bytesIn(Level(level)) >> 10, rate[READ], rate[UPDATE], rate[COPY], shared[READ], shared[UPDATE], shared[COPY]);
  }
}

int64_t wrong(const Case& c, const Library& library) {
  auto measured = c.make(c, library, library.bestIsa());
  auto reference = c.make(c, library, BASELINE);
  for (int run = 0; run < RUNS_COMPARED; run++) {
    measured->run();
    reference->run();
  }
  return measured->wrong(*reference);
}

double nanosecondsOn(int cores, const Case& c, const Library& library) {
  std::vector<std::unique_ptr<Instance>> instances;
  std::vector<std::function<void()>> bodies;
  for (int core = 0; core < cores; core++) {
    instances.push_back(c.make(c, library, library.bestIsa()));
    bodies.push_back([instance = instances.back().get()] { instance->run(); });
  }
  return nanosecondsTogether(bodies) / c.coordinates();
}

/// Where the two wait for the memory that they share, its bandwidth is all that they can have.
const char* verdict(const Case& c, const Ceilings& ceilings, double one, double two) {
  if (2 * one / two >= TWO_CORES) return "met";
  Bound bound = boundOf(c.work, ceilings.besideAnother(), c.level);
  return bound.nanoseconds / two >= NEAR_BOUND ? "at their bound" : "missed";
}

void print(const Case& c, const Library& library, const Ceilings& ceilings) {
  if (!c.make(c, library, library.bestIsa())->exists()) {
    std::printf("| %s | %s | absent |\n", c.kernel.c_str(), LEVEL_NAMES[c.level]);
    return;
  }
  Bound bound = boundOf(c.work, ceilings, c.level);
  double one = nanosecondsOn(1, c, library);
  double two = nanosecondsOn(2, c, library);
  double fraction = bound.nanoseconds / one;
  double first = LANES == 8 ? c.goal.firstCycles / ceilings.clock : 0;
  // More instructions take as long to fetch their data.
  double ofFirst = first == 0 ? 0 : std::max(first, bound.nanoseconds) / one;
  const char* goal = c.goal.fraction == 0 ? "" : std::max(fraction, ofFirst) >= c.goal.fraction ? "met" : "missed";
  std::printf("| %s | %s | %.3f | %.2f | %.2f | %s | %.0f %% | %s | %s | %.2f | %s | %lld |\n", c.kernel.c_str(),
      LEVEL_NAMES[c.level], one, one * ceilings.clock, bound.nanoseconds * ceilings.clock, bound.limit.c_str(),
      100 * fraction, ofFirst == 0 ? "" : (std::to_string(std::lround(100 * ofFirst)) + " %").c_str(), goal, 2 * one / two,
      verdict(c, ceilings, one, two), static_cast<long long>(wrong(c, library)));
  std::fflush(stdout);
}

}  // namespace

int main(int count, char** arguments) try {
  if (count != 2) throw std::runtime_error("usage: roofline libevox-kernels.so");
  Library library(arguments[1]);
  Ceilings ceilings = measureCeilings();
  print(ceilings);
  std::printf("\n## Kernels\n\n| kernel | data in | ns/coordinate | cycles | bound | limited by | of the bound | of the first | goal |"
      " two cores | goal | #wrong |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n");
  for (const Case& c : evaluations()) print(c, library, ceilings);
  for (const Case& c : generations()) print(c, library, ceilings);
} catch (const std::exception& e) {
  std::fprintf(stderr, "%s\n", e.what());
  return 2;
}
