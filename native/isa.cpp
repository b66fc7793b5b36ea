#include "isa.hpp"

namespace evox {

#if defined(__aarch64__)

namespace neon {
const void* find(const char* name);
}

bool runs(int isa) { return isa == NEON; }

int bestIsa() { return NEON; }

const void* find(int isa, const char* name) { return isa == NEON ? neon::find(name) : nullptr; }

#else

namespace baseline {
const void* find(const char* name);
}
namespace avx2 {
const void* find(const char* name);
}
namespace avx512 {
const void* find(const char* name);
}

// The compiler's builtin also asks the operating system whether it saves the wide registers.
bool runs(int isa) {
  __builtin_cpu_init();
  bool v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi")
      && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("f16c") && __builtin_cpu_supports("lzcnt")
      && __builtin_cpu_supports("movbe");
  bool v4 = v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd")
      && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  switch (isa) {
    case BASELINE: return true;
    case AVX2: return v3;
    case AVX512: return v4;
    default: return false;
  }
}

int bestIsa() { return runs(AVX512) ? AVX512 : runs(AVX2) ? AVX2 : BASELINE; }

const void* find(int isa, const char* name) {
  switch (isa) {
    case BASELINE: return baseline::find(name);
    case AVX2: return avx2::find(name);
    case AVX512: return avx512::find(name);
    default: return nullptr;
  }
}

#endif

}  // namespace evox
