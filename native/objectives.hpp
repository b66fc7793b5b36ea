// Every objective: a new one is an include and a line here.
#pragma once
#include "objective/ackley.hpp"
#include "objective/bbob.hpp"
#include "objective/dtlz.hpp"
#include "objective/ellipsoid.hpp"
#include "objective/griewank.hpp"
#include "objective/lennardjones.hpp"
#include "objective/levy.hpp"
#include "objective/rastrigin.hpp"
#include "objective/rosenbrock.hpp"
#include "objective/schwefel.hpp"
#include "objective/sphere.hpp"
#include "objective/zakharov.hpp"
#include "objective/zdt.hpp"

namespace evox::EVOX_ENGINE {

// The objectives that stream, and those that see whole tiles: X(identifier, type).
#define EVOX_STREAMING(X) \
  X(sphere, Sphere) X(ackley, Ackley) X(ackley_shifted, AckleyShifted) X(rastrigin, Rastrigin) \
  X(rosenbrock, Rosenbrock) X(griewank, Griewank) X(schwefel, Schwefel) X(ellipsoid, Ellipsoid) \
  X(zakharov, Zakharov) X(levy, Levy)
#define EVOX_BY_TILE(X) \
  X(bbob1, bbob::F1) X(bbob2, bbob::F2) X(bbob3, bbob::F3) X(bbob4, bbob::F4) X(bbob5, bbob::F5) \
  X(bbob6, bbob::F6) X(bbob7, bbob::F7) X(bbob8, bbob::F8) X(bbob9, bbob::F9) X(bbob10, bbob::F10) \
  X(bbob11, bbob::F11) X(bbob12, bbob::F12) X(bbob13, bbob::F13) X(bbob14, bbob::F14) X(bbob15, bbob::F15) \
  X(bbob16, bbob::F16) X(bbob17, bbob::F17) X(bbob18, bbob::F18) X(bbob19, bbob::F19) X(bbob20, bbob::F20) \
  X(bbob21, bbob::F21) X(bbob22, bbob::F22) X(bbob23, bbob::F23) X(bbob24, bbob::F24) \
  X(zdt1, Zdt1) X(zdt2, Zdt2) X(zdt3, Zdt3) X(zdt4, Zdt4) X(zdt6, Zdt6) \
  X(dtlz1, Dtlz1) X(dtlz2, Dtlz2) X(dtlz3, Dtlz3) X(dtlz4, Dtlz4) X(dtlz5, Dtlz5) X(dtlz6, Dtlz6) \
  X(dtlz7, Dtlz7) X(lennardjones, LennardJones)

template <class, class... O>
List<O...> listAfterFirst();

#define EVOX_TYPE(identifier, Type) , Type
using Objectives = decltype(listAfterFirst<void EVOX_STREAMING(EVOX_TYPE) EVOX_BY_TILE(EVOX_TYPE)>());
#undef EVOX_TYPE

}  // namespace evox::EVOX_ENGINE
