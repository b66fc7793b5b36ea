#include "kernel/apply.hpp"

#include "cuda/global.hpp"

#define EVOX_APPLY(function, Type) EVOX_GLOBAL(elementary__##function, elementary::Apply<elementary::Type>::run)
EVOX_APPLY(exp, Exp)
EVOX_APPLY(log, Log)
EVOX_APPLY(sin, Sin)
EVOX_APPLY(cos, Cos)
EVOX_APPLY(sin2pi, Sin2pi)
EVOX_APPLY(cos2pi, Cos2pi)
EVOX_APPLY(pow, Pow)
