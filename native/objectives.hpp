// Every objective: a new one is an include and a line here.
#pragma once
#include "objective/sphere.hpp"

namespace evox::EVOX_ENGINE {

using Objectives = List<
    Sphere>;

}  // namespace evox::EVOX_ENGINE
