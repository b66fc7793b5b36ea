#include "cuda/global.hpp"
#include "kernel/sample.hpp"

#define EVOX_EVALUATE(identifier, Type) EVOX_GLOBAL(openes__##identifier, sample::Evaluate<Type>::run)
EVOX_STREAMING(EVOX_EVALUATE)
