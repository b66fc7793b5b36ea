#include "invoke.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace evox {
namespace {

// A thread may come here with subnormals flushed to zero or another rounding, left so by some library built with
// -ffast-math. The default mode has neither; the thread gets back the one it came with.
#if defined(__x86_64__)

using Mode = unsigned;
constexpr Mode DEFAULT = 0x1f80;  // round to nearest, subnormals kept, no exception traps
Mode mode() { return _mm_getcsr(); }
void setMode(Mode m) { _mm_setcsr(m); }

#elif defined(__aarch64__)

using Mode = uint64_t;
constexpr Mode DEFAULT = 0;
Mode mode() {
  Mode m;
  asm volatile("mrs %0, fpcr" : "=r"(m));
  return m;
}
void setMode(Mode m) { asm volatile("msr fpcr, %0" : : "r"(m)); }

#endif

}  // namespace

void invoke(const void* kernel, const void* arguments, int64_t from, int64_t to) {
  Mode before = mode();
  setMode(DEFAULT);
  ((void (*)(const void*, int64_t, int64_t))kernel)(arguments, from, to);
  setMode(before);
}

}  // namespace evox
