#include "engine.hpp"

// Each source file in kernel/ answers for its own names: a new file is a line here.
#define EVOX_SOURCES(X) \
  X(findDifferential) \
  X(findElementary) \
  X(findEvaluate) \
  X(findLinear) \
  X(findNoiseSum) \
  X(findSample) \
  X(findSwarm) \
  X(findUniform) \
  X(findVariation)

namespace evox::EVOX_ENGINE {

#define EVOX_DECLARE(source) const void* source(Name name);
EVOX_SOURCES(EVOX_DECLARE)
#undef EVOX_DECLARE

const void* find(const char* name) {
#define EVOX_ASK(source) \
  if (const void* found = source(Name{name})) return found;
  EVOX_SOURCES(EVOX_ASK)
#undef EVOX_ASK
  return nullptr;
}

}  // namespace evox::EVOX_ENGINE
