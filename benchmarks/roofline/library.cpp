#include "library.hpp"

#include <cstring>
#include <stdexcept>

#include <dlfcn.h>

namespace {

/// Stands in for a Java machine's JNIEnv: the two functions of its table by which the module reads a name.
struct Names {
  static constexpr int GET_STRING_LENGTH = 164;
  static constexpr int GET_STRING_UTF_REGION = 221;

  const void* functions[GET_STRING_UTF_REGION + 1] = {};
  const void* const* table = functions;

  Names() {
    functions[GET_STRING_LENGTH] = reinterpret_cast<const void*>(&length);
    functions[GET_STRING_UTF_REGION] = reinterpret_cast<const void*>(&copy);
  }
  static int32_t length(void*, const char* name) { return static_cast<int32_t>(std::strlen(name)); }
  static void copy(void*, const char* name, int32_t from, int32_t count, char* to) {
    std::memcpy(to, name + from, static_cast<size_t>(count));
  }
};

const Names NAMES;

template <class Function>
Function function(void* handle, const char* name) {
  void* found = dlsym(handle, (std::string("Java_evox_foreign_NativeLibrary_") + name).c_str());
  if (found == nullptr) throw std::runtime_error(std::string("the native module must have a function ") + name);
  return reinterpret_cast<Function>(found);
}

}  // namespace

Library::Library(const std::string& path) : handle(dlopen(path.c_str(), RTLD_NOW)) {
  if (handle == nullptr) throw std::runtime_error(dlerror());
  best = function<int32_t (*)(const void*, void*)>(handle, "bestIsa")(&NAMES.table, nullptr);
}

const void* Library::find(int isa, const std::string& name) const {
  auto find = function<int64_t (*)(const void*, void*, int32_t, const char*)>(handle, "find");
  return reinterpret_cast<const void*>(find(&NAMES.table, nullptr, isa, name.c_str()));
}

void Library::invoke(const void* kernel, const void* arguments, int64_t from, int64_t to) const {
  static const auto call =
      function<void (*)(const void*, void*, const void*, const void*, int64_t, int64_t)>(handle, "invoke");
  call(&NAMES.table, nullptr, kernel, arguments, from, to);
}
