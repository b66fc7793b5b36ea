#include "kernel/apply.hpp"

#include "engine.hpp"

namespace evox::EVOX_ENGINE {

const void* findElementary(Name name) {
  using namespace elementary;
  using Functions = List<Exp, Log, Sin, Cos, Sin2pi, Cos2pi, Pow>;
  return name.operation("elementary") ? findFor<Apply>(Functions{}, name) : nullptr;
}

}  // namespace evox::EVOX_ENGINE
