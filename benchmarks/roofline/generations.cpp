#include "case.hpp"
#include "work.hpp"

namespace {

constexpr int DIMENSION = 100;
constexpr double RANGE = 32.768;  // of Ackley's function

/// What every kernel that draws random numbers begins with.
struct Key {
  int64_t seed = 1;
  int64_t generation = 0;
  int64_t individual = 0;
};

class Swarm : public Instance {
 public:
  Swarm(const Case& c, const Library& library, int isa) : Instance(library, isa, c.kernel, c.units) {
    int64_t n = c.units * c.individuals;
    packed.columns = c.dimension;
    packed.positions = numbers(n * c.dimension, -RANGE, RANGE);
    packed.velocities = numbers(n * c.dimension, -1, 1);
    packed.bests = numbers(n * c.dimension, -RANGE, RANGE);
    packed.bestFitness = numbers(n, 20, 21);
    packed.leader = numbers(c.dimension, -RANGE, RANGE);
    packed.lower = numbers(c.dimension, -RANGE, -RANGE);
    packed.upper = numbers(c.dimension, RANGE, RANGE);
    packed.limit = numbers(c.dimension, RANGE, RANGE);
    packed.fitness = zeros(n);
    packed.objective = objective("ackley", c.dimension, {});
  }

 protected:
  const void* arguments() override {
    packed.key.generation++;
    return &packed;
  }

 private:
  /// As evox.kernel.SwarmStep writes it.
  struct {
    Key key;
    int64_t columns;
    double* positions;
    double* velocities;
    double* bests;
    double* bestFitness;
    const double* leader;
    const double* lower;
    const double* upper;
    const double* limit;
    double inertia = 0.7298;
    double cognitive = 1.49618;
    double social = 1.49618;
    double* fitness;
    ObjectiveArguments objective;
  } packed;
};

class Mirrored : public Instance {
 public:
  Mirrored(const Case& c, const Library& library, int isa) : Instance(library, isa, c.kernel, c.units) {
    packed.population = c.units * c.individuals;
    packed.dimension = c.dimension;
    packed.mean = numbers(c.dimension, -RANGE, RANGE);
    packed.scale = numbers(c.dimension, 1, 1);
    packed.lower = numbers(c.dimension, -RANGE, -RANGE);
    packed.upper = numbers(c.dimension, RANGE, RANGE);
    packed.fitness = zeros(packed.population);
    packed.objective = objective("ackley", c.dimension, {});
  }

 protected:
  const void* arguments() override {
    packed.key.generation++;
    return &packed;
  }

 private:
  /// As evox.kernel.MirroredEvaluate writes it.
  struct {
    Key key;
    int64_t population;
    int64_t dimension;
    const double* mean;
    const double* scale;
    const double* lower;
    const double* upper;
    double* fitness;
    ObjectiveArguments objective;
  } packed;
};

class NoiseSum : public Instance {
 public:
  NoiseSum(const Case& c, const Library& library, int isa) : Instance(library, isa, c.kernel, c.units) {
    packed.weights = numbers(c.units * c.individuals, -0.5, 0.5);
    packed.dimension = c.dimension;
    packed.sums = zeros(2 * c.dimension);
    packed.scale = 0x1p30;
  }

 protected:
  const void* arguments() override {
    packed.key.generation++;
    return &packed;
  }

 private:
  /// As evox.kernel.NoiseSum writes it.
  struct {
    Key key;
    const double* weights;
    int64_t dimension;
    double* sums;
    double scale;
  } packed;
};

class Differential : public Instance {
 public:
  Differential(const Case& c, const Library& library, int isa) : Instance(library, isa, c.kernel, c.units) {
    packed.rows = c.units * c.individuals;
    packed.population = packed.rows;
    packed.width = packed.rows;
    packed.columns = c.dimension;
    packed.stride = (c.dimension + 7) / 8 * 8;
    packed.parents = numbers(packed.rows * packed.stride, -5.12, 5.12);
    packed.trials = zeros(packed.rows * packed.stride);
    packed.fitness = numbers(packed.rows, 1000, 1200);
    packed.best = numbers(c.dimension, -5.12, 5.12);
    packed.lower = numbers(c.dimension, -5.12, -5.12);
    packed.upper = numbers(c.dimension, 5.12, 5.12);
    packed.values = zeros(packed.rows);
    packed.objective = objective("rastrigin", c.dimension, {});
    select = library.find(isa, "de-select");
  }

 protected:
  const void* arguments() override {
    if (packed.key.generation++ > 0) library.invoke(select, &packed, 0, units);
    return &packed;
  }

 private:
  /// As evox.kernel.DifferentialStep writes it.
  struct {
    Key key;
    int64_t rows;
    int64_t population;
    int64_t width;
    int64_t after = 0;
    int64_t halos = 0;
    int64_t columns;
    int64_t stride;
    double* parents;
    const double* halo = nullptr;
    double* trials;
    double* fitness;
    const double* best;
    int64_t fromBest = 0;
    const double* lower;
    const double* upper;
    double weight = 0.5;
    double crossover = 0.9;
    double* values;
    ObjectiveArguments objective;
  } packed;
  const void* select;
};

template <class Kind>
Case::Make made() {
  return [](const Case& c, const Library& library, int isa) { return std::make_unique<Kind>(c, library, isa); };
}

}  // namespace

std::vector<Case> generations() {
  Work swarm = cost::SWARM_MOVE + cost::ACKLEY + cost::memory(24, 16);
  Work mirrored = 0.5 * cost::NORMAL + cost::CANDIDATE + cost::ACKLEY;
  // Few trials survive to be written.
  Work differential = cost::DIFFERENTIAL_TRIAL + cost::RASTRIGIN + cost::memory(32, 0);
  // The swarm's three matrices: 460 KB, 6 MB, 157 MB. Mirrored pairs and noise have no memory to speak of.
  return {
      {"pso/ackley", L2, 6, TILE, DIMENSION, swarm, {0.50, 2.08}, made<Swarm>()},
      {"pso/ackley", L3, 80, TILE, DIMENSION, swarm, {0.50, 2.08}, made<Swarm>()},
      {"pso/ackley", DRAM, 2048, TILE, DIMENSION, swarm, {0.50, 2.08}, made<Swarm>()},
      {"openes/ackley", L1, 16, 2 * TILE, DIMENSION, mirrored, {0.65, 1.69}, made<Mirrored>()},
      {"noise-sum", L1, 16, TILE, DIMENSION, cost::NORMAL + cost::instructions(FMA, 1), {}, made<NoiseSum>()},
      {"de/rastrigin", L2, 8, TILE, DIMENSION, differential, {}, made<Differential>()},
      {"de/rastrigin", L3, 80, TILE, DIMENSION, differential, {}, made<Differential>()},
  };
}
