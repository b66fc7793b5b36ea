#include "invoke.hpp"

#include "mode.hpp"

namespace evox {

void invoke(const void* kernel, const void* arguments, int64_t from, int64_t to) {
  Mode before = mode();
  setMode(DEFAULT_MODE);
  ((void (*)(const void*, int64_t, int64_t))kernel)(arguments, from, to);
  setMode(before);
}

}  // namespace evox
