#pragma once

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "bandwidth.hpp"
#include "library.hpp"

/// Individuals in a tile, as in evox.array.Layout.
constexpr int TILE = 32;

/// As Java's Arguments.add(Objective) writes it.
struct ObjectiveArguments {
  const double* constants;
  int64_t length;
  const void* tile;
  int64_t dimension;
  int64_t objectives;
};

/// A kernel of one instruction set with arguments and memory of its own. Two instances of one kernel begin with the
/// same numbers, and must have the same bits in their results after the same number of runs.
class Instance {
 public:
  Instance(const Library& library, int isa, const std::string& name, int64_t units)
      : library(library), isa(isa), kernel(library.find(isa, name)), units(units) {}
  virtual ~Instance() = default;

  /// Whether the module has this kernel.
  bool exists() const { return kernel != nullptr; }

  /// Does the kernel's work on all units once, as in one generation.
  void run() { library.invoke(kernel, arguments(), 0, units); }

  /// Doubles whose bits are not those of the other instance.
  int64_t wrong(const Instance& other) const {
    int64_t count = 0;
    for (size_t r = 0; r < memory.size(); r++) {
      const double* mine = memory[r]->doubles();
      const double* others = other.memory[r]->doubles();
      for (size_t i = 0; i < memory[r]->bytes() / sizeof(double); i++) {
        count += std::memcmp(mine + i, others + i, sizeof(double)) != 0;
      }
    }
    return count;
  }

 protected:
  virtual const void* arguments() = 0;

  /// So many zeros.
  double* zeros(int64_t count) {
    memory.push_back(std::make_unique<Block>(count * sizeof(double)));
    return memory.back()->doubles();
  }

  /// So many numbers in [lower, upper), the same each time.
  double* numbers(int64_t count, double lower, double upper) {
    double* at = zeros(count);
    uint64_t x = 88172645463325252;
    for (int64_t i = 0; i < count; i++) {
      x ^= x << 13;
      x ^= x >> 7;
      x ^= x << 17;
      at[i] = lower + (upper - lower) * ((x >> 11) * 0x1p-53);
    }
    return at;
  }

  ObjectiveArguments objective(const std::string& name, int64_t dimension, const std::vector<double>& constants) {
    double* copy = zeros(constants.size());
    std::memcpy(copy, constants.data(), constants.size() * sizeof(double));
    return {copy, int64_t(constants.size()), library.find(isa, "tile/" + name), dimension, 1};
  }

  const Library& library;
  const int isa;
  const void* const kernel;
  const int64_t units;

 private:
  std::vector<std::unique_ptr<Block>> memory;
};
