#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bound.hpp"
#include "instance.hpp"

/// What a kernel is held to.
struct Goal {
  double fraction;     ///< of the bound; 0 where there is none
  double firstCycles;  ///< a coordinate: the bound of an AVX-512 core, of the definition that the goal was set for; 0 for none
};

/// A kernel at one size, what its definition costs, and what it is held to.
struct Case {
  using Make = std::function<std::unique_ptr<Instance>(const Case&, const Library&, int isa)>;

  std::string kernel;
  Level level;
  int64_t units;        ///< what the kernel counts in
  int64_t individuals;  ///< a unit
  int64_t dimension;
  Work work;
  Goal goal;
  Make make;

  double coordinates() const { return double(units) * individuals * dimension; }
};

/// Evaluation of the objectives.
std::vector<Case> evaluations();

/// Whole generations of algorithms with the objective fused in.
std::vector<Case> generations();
