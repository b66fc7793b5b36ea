// What evox.foreign.NativeLibrary declares. No jni.h, so that no JDK is needed to compile: a function of JNIEnv is
// reached by its index in the function table, which the JNI specification fixes.
#include <cstdint>

#include "invoke.hpp"
#include "isa.hpp"
#include "memory.hpp"
#include "order.hpp"

#define EVOX_JNI(type, name) \
  extern "C" __attribute__((visibility("default"))) type Java_evox_foreign_NativeLibrary_##name

namespace {

using Env = void* const* const*;
using Object = void*;

constexpr int GET_STRING_LENGTH = 164;
constexpr int GET_STRING_UTF_REGION = 221;
constexpr int LONGEST_NAME = 100;
constexpr int BYTES_A_CHARACTER = 3;

}  // namespace

EVOX_JNI(int32_t, bestIsa)(Env, Object) { return evox::bestIsa(); }

EVOX_JNI(uint8_t, hasIsa)(Env, Object, int32_t isa) { return evox::runs(isa); }

EVOX_JNI(int64_t, find)(Env env, Object, int32_t isa, Object name) {
  auto length = ((int32_t (*)(Env, Object))(*env)[GET_STRING_LENGTH])(env, name);
  if (length > LONGEST_NAME) return 0;
  char text[LONGEST_NAME * BYTES_A_CHARACTER + 1] = {};
  ((void (*)(Env, Object, int32_t, int32_t, char*))(*env)[GET_STRING_UTF_REGION])(env, name, 0, length, text);
  return (int64_t)evox::find(isa, text);
}

EVOX_JNI(void, invoke)(Env, Object, int64_t kernel, int64_t arguments, int64_t from, int64_t to) {
  evox::invoke((const void*)kernel, (const void*)arguments, from, to);
}

EVOX_JNI(int64_t, allocate)(Env, Object, int64_t bytes) { return (int64_t)evox::allocate(bytes); }

EVOX_JNI(void, free)(Env, Object, int64_t address, int64_t bytes) { evox::release((void*)address, bytes); }

EVOX_JNI(void, copy)(Env, Object, int64_t from, int64_t to, int64_t bytes) {
  evox::copy((const void*)from, (void*)to, bytes);
}

EVOX_JNI(void, copyPastCaches)(Env, Object, int64_t from, int64_t to, int64_t bytes) {
  evox::copyPastCaches((const void*)from, (void*)to, bytes);
}

EVOX_JNI(int64_t, best)(Env, Object, int64_t values, int64_t count) {
  return evox::best((const double*)values, count);
}

// MPI's handles are as wide as an argument, or are read from its lower half.
EVOX_JNI(int32_t, startMessage)(Env, Object, int64_t function, int64_t bytes, int32_t count, int64_t type, int32_t peer,
                                int32_t tag, int64_t communicator, int64_t request) {
  using Start = int (*)(int64_t, int, int64_t, int, int, int64_t, int64_t);
  return ((Start)function)(bytes, count, type, peer, tag, communicator, request);
}

EVOX_JNI(int32_t, testMessage)(Env, Object, int64_t function, int64_t request, int64_t flag, int64_t status,
                               int32_t times) {
  using Test = int (*)(int64_t, int64_t, int64_t);
  int error = 0;
  for (int32_t t = 0; t < times && error == 0; t++) {
    error = ((Test)function)(request, flag, status);
    if (*(const int*)flag) break;
  }
  return error;
}
