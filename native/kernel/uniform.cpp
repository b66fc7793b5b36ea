#include "kernel/uniform.hpp"

#include "engine.hpp"

namespace evox::EVOX_ENGINE {

const void* findUniform(Name name) {
  if (name.operation("uniform")) return (const void*)&uniform::tiles;
  if (name.operation("uniform-rows")) return (const void*)&uniform::rows;
  return nullptr;
}

}  // namespace evox::EVOX_ENGINE
