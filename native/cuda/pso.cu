#include "cuda/global.hpp"
#include "kernel/swarm.hpp"

#define EVOX_STEP(identifier, Type) EVOX_GLOBAL(pso__##identifier, swarm::Step<Type>::run)
EVOX_STREAMING(EVOX_STEP)
EVOX_GLOBAL(pso_move, swarm::move)
EVOX_GLOBAL(pso_remember, swarm::remember)
