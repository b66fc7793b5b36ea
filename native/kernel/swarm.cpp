#include "kernel/swarm.hpp"

#include "engine.hpp"
#include "objectives.hpp"

namespace evox::EVOX_ENGINE {

const void* findSwarm(Name name) {
  if (name.operation("pso")) return findFused<swarm::Step>(Objectives{}, name);
  if (name.operation("pso-move")) return (const void*)&swarm::move;
  if (name.operation("pso-remember")) return (const void*)&swarm::remember;
  return nullptr;
}

}  // namespace evox::EVOX_ENGINE
