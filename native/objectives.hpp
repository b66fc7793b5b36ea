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

using Objectives = List<
    Sphere, Ackley, AckleyShifted, Rastrigin, Rosenbrock, Griewank, Schwefel, Ellipsoid, Zakharov, Levy,
    bbob::F1, bbob::F2, bbob::F3, bbob::F4, bbob::F5, bbob::F6, bbob::F7, bbob::F8,
    bbob::F9, bbob::F10, bbob::F11, bbob::F12, bbob::F13, bbob::F14, bbob::F15, bbob::F16,
    bbob::F17, bbob::F18, bbob::F19, bbob::F20, bbob::F21, bbob::F22, bbob::F23, bbob::F24,
    Zdt1, Zdt2, Zdt3, Zdt4, Zdt6,
    Dtlz1, Dtlz2, Dtlz3, Dtlz4, Dtlz5, Dtlz6, Dtlz7,
    LennardJones>;

}  // namespace evox::EVOX_ENGINE
