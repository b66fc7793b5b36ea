#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bound.hpp"
#include "instance.hpp"

/// A kernel at one size, what its definition costs, and the fraction of the bound that it is held to.
struct Case {
  using Make = std::function<std::unique_ptr<Instance>(const Case&, const Library&, int isa)>;

  std::string kernel;
  Level level;
  int64_t units;        ///< what the kernel counts in
  int64_t individuals;  ///< a unit
  int64_t dimension;
  Work work;
  double goal;  ///< 0 where there is none
  Make make;

  double coordinates() const { return double(units) * individuals * dimension; }
};

/// Evaluation of the objectives.
std::vector<Case> evaluations();

/// Whole generations of algorithms with the objective fused in.
std::vector<Case> generations();
