// The elementary functions by themselves, over arrays: how tests hold them to their definition in Java.
#pragma once
#include "elementary.hpp"

namespace evox::EVOX_ENGINE::elementary {

struct Arguments {
  const double* x;
  const double* y;
  double* result;
};

template <class F>
struct Apply {
  /** Units are tiles of 32 numbers. */
  EVOX_DEVICE static void run(const void* arguments, int64_t from, int64_t to) {
    const Arguments& a = *(const Arguments*)arguments;
    for (int64_t i = from * TILE; i < to * TILE; i += BLOCK) {
      F::of(Real::load(a.x + i), Real::load(a.y + i)).store(a.result + i);
    }
  }
};

#define EVOX_FUNCTION(Type, function, ...)                       \
  struct Type {                                                  \
    static constexpr const char* name = #function;               \
    EVOX_INLINE static Real of(Real x, [[maybe_unused]] Real y) { \
      return function(__VA_ARGS__);                              \
    }                                                            \
  };
EVOX_FUNCTION(Exp, exp, x)
EVOX_FUNCTION(Log, log, x)
EVOX_FUNCTION(Sin, sin, x)
EVOX_FUNCTION(Cos, cos, x)
EVOX_FUNCTION(Sin2pi, sin2pi, x)
EVOX_FUNCTION(Cos2pi, cos2pi, x)
EVOX_FUNCTION(Pow, pow, x, y)
#undef EVOX_FUNCTION

}  // namespace evox::EVOX_ENGINE::elementary
