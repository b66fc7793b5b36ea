#include "bound.hpp"

namespace {

const char* const KIND_NAMES[KINDS] = {"fma", "add", "product", "shift", "logic"};

}  // namespace

std::string nameOf(int set) {
  if (set == MIXES - 1) return "issue";
  std::string name;
  for (int kind = 0; kind < KINDS; kind++) {
    if (set >> kind & 1) name += (name.empty() ? "" : "+") + std::string(KIND_NAMES[kind]);
  }
  return name;
}

Work& Work::operator+=(const Work& other) {
  for (int kind = 0; kind < KINDS; kind++) instructions[kind] += other.instructions[kind];
  quotients += other.quotients;
  roots += other.roots;
  read += other.read;
  written += other.written;
  return *this;
}

Work operator+(Work a, const Work& b) {
  return a += b;
}

Work operator*(double times, Work a) {
  for (double& count : a.instructions) count *= times;
  return {a.instructions, times * a.quotients, times * a.roots, times * a.read, times * a.written};
}

Bound boundOf(const Work& work, const Ceilings& ceilings, Level level) {
  Bound bound{0, "nothing"};
  auto consider = [&](double nanoseconds, const std::string& limit) {
    if (nanoseconds > bound.nanoseconds) bound = {nanoseconds, limit};
  };
  std::array<double, KINDS> count = work.instructions;
  count[FMA] += work.quotients * ceilings.quotient.slots + work.roots * ceilings.root.slots;
  for (int set = 1; set < MIXES; set++) {
    double instructions = 0;
    for (int kind = 0; kind < KINDS; kind++) instructions += (set >> kind & 1) * count[kind];
    consider(instructions / ceilings.rate[set], nameOf(set));
  }
  consider(work.quotients / ceilings.quotient.rate + work.roots / ceilings.root.rate, "divider");
  Access access = work.written > 0 ? UPDATE : READ;
  consider((work.read + work.written) / ceilings.bandwidth[level][access], std::string(LEVEL_NAMES[level])
      + (access == UPDATE ? " update" : " read"));
  return bound;
}
