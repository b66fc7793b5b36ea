// The 24 functions of BBOB: what evox.problem.bbob.Definition puts together at run time is put together here by the
// compiler.
#pragma once
#include "objective.hpp"
#include "objective/bbob/cores.hpp"
#include "objective/bbob/linear.hpp"
#include "objective/bbob/penalty.hpp"
#include "objective/bbob/rugged.hpp"
#include "objective/bbob/stages.hpp"
#include "two_tiles.hpp"

namespace evox::EVOX_ENGINE {
namespace bbob {

/** A function that is these stages, one after the other, and then this core. */
template <class Core, class... Stages>
struct Function {
  EVOX_DEVICE static void tile(const double* x, const ObjectiveArguments& o, double* fitness) {
    const TwoTiles<Use::OBJECTIVE> room(o.dimension);
    Candidates candidates{room.first, room.second, o.dimension};
    candidates.take(x);
    Constants constants{o.constants};
    double fopt = constants.next();
    double penalty = constants.next();
    (Stages::apply(candidates, constants), ...);
    Core::value(candidates, constants, fitness);
    for (int b = 0; b < BLOCKS; b++) {
      Real value = Real::load(fitness + b * BLOCK) + Penalty::value(penalty, x, o.dimension, b) + fopt;
      value.store(fitness + b * BLOCK);
    }
  }
};

#define EVOX_BBOB(number, ...)                          \
  struct F##number : Function<__VA_ARGS__> {            \
    static constexpr const char* name = "bbob" #number; \
  };

EVOX_BBOB(1, Quadratic, Shift)
EVOX_BBOB(2, Quadratic, Shift, Oscillate)
EVOX_BBOB(3, Rastrigin, Shift, Oscillate, Asymmetric, Scale)
EVOX_BBOB(4, Rastrigin, Shift, Oscillate, SignedScale)
EVOX_BBOB(5, LinearSlope, Scale)
EVOX_BBOB(6, AttractiveSector, Shift, Linear, SignedScale)
EVOX_BBOB(7, StepEllipsoid, Shift, Linear)
EVOX_BBOB(8, Rosenbrock, Shift, Scale, Shift)
EVOX_BBOB(9, Rosenbrock, Linear, Shift)
EVOX_BBOB(10, Quadratic, Shift, Linear, Oscillate)
EVOX_BBOB(11, Quadratic, Shift, Linear, Oscillate)
EVOX_BBOB(12, Quadratic, Shift, Linear, Asymmetric, Linear)
EVOX_BBOB(13, SharpRidge, Shift, Linear)
EVOX_BBOB(14, DifferentPowers, Shift, Linear)
EVOX_BBOB(15, Rastrigin, Shift, Linear, Oscillate, Asymmetric, Linear)
EVOX_BBOB(16, Weierstrass, Shift, Linear, Oscillate, Linear)
EVOX_BBOB(17, SchaffersF7, Shift, Linear, Asymmetric, Linear)
EVOX_BBOB(18, SchaffersF7, Shift, Linear, Asymmetric, Linear)
EVOX_BBOB(19, GriewankRosenbrock, Linear, Shift)
EVOX_BBOB(20, Schwefel, Scale, Chain, Shift, Scale, Shift, Scale)
EVOX_BBOB(21, Gallagher, Linear)
EVOX_BBOB(22, Gallagher, Linear)
EVOX_BBOB(23, Katsuura, Shift, Linear)
EVOX_BBOB(24, Lunacek, Scale)
#undef EVOX_BBOB

}  // namespace bbob
}  // namespace evox::EVOX_ENGINE
