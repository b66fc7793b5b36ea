#include "kernel/sample.hpp"

#include "engine.hpp"
#include "objectives.hpp"

namespace evox::EVOX_ENGINE {

const void* findSample(Name name) {
  if (name.operation("sample")) return (const void*)&sample::draw;
  if (name.operation("sample-mirrored")) return (const void*)&sample::drawMirrored;
  if (name.operation("openes")) return findFused<sample::Evaluate>(Objectives{}, name);
  return nullptr;
}

}  // namespace evox::EVOX_ENGINE
