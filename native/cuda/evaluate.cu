#include "cuda/global.hpp"
#include "cuda/rows.hpp"

#define EVOX_EVALUATE(identifier, Type)                              \
  EVOX_GLOBAL(evaluate__##identifier, evaluate::Tiles<Type>::run)    \
  EVOX_GLOBAL(evaluate_rows__##identifier, evaluate::Rows<Type>::run)
EVOX_STREAMING(EVOX_EVALUATE)
