#include "case.hpp"
#include "work.hpp"

namespace {

constexpr int DIMENSION = 100;

/// 20 tiles of 100 coordinates are 512 KB: half of a second-level cache of 1 MiB.
constexpr int64_t TILES_IN_L2 = 20;
/// 4 MB: less than a core's share of a third-level cache.
constexpr int64_t TILES_IN_L3 = 160;
/// 105 MB: beyond every third-level cache that a core here has a share of.
constexpr int64_t TILES_IN_DRAM = 4096;

class Evaluation : public Instance {
 public:
  Evaluation(const Case& c, const Library& library, int isa, double range)
      : Instance(library, isa, c.kernel, c.units) {
    packed.objective = objective(c.kernel.substr(c.kernel.find('/') + 1), c.dimension, {});
    packed.candidates = numbers(c.units * TILE * c.dimension, -range, range);
    packed.fitness = zeros(c.units * TILE);
    packed.rows = c.units * TILE;
    packed.stride = c.dimension;
  }

 protected:
  const void* arguments() override { return &packed; }

 private:
  /// As evox.kernel.Evaluate writes it.
  struct {
    ObjectiveArguments objective;
    const double* candidates;
    double* fitness;
    int64_t rows;
    int64_t stride;
  } packed;
};

}  // namespace

std::vector<Case> evaluations() {
  std::vector<Case> cases;
  for (auto [level, tiles] : {std::pair{L2, TILES_IN_L2}, std::pair{L3, TILES_IN_L3}, std::pair{DRAM, TILES_IN_DRAM}}) {
    auto add = [&, level = level, tiles = tiles](const char* objective, const Work& work, double range, double firstCycles) {
      cases.push_back({std::string("evaluate/") + objective, level, tiles, TILE, DIMENSION, work + cost::memory(8, 0),
          Goal{0.75, firstCycles}, [=](const Case& c, const Library& library, int isa) {
            return std::make_unique<Evaluation>(c, library, isa, range);
          }});
    };
    add("sphere", cost::SPHERE, 5.12, 0.131);
    add("rosenbrock", cost::ROSENBROCK, 2.048, 0.25);
    add("rastrigin", cost::RASTRIGIN, 5.12, 0.75);
    add("ackley", cost::ACKLEY, 32.768, 0.75);
  }
  return cases;
}
