// How an engine finds its kernels by name. An engine is everything compiled for one instruction set. It lives in the
// namespace evox::<engine>, and so must all that its sources define: of two engines' copies of one inline function the
// linker keeps one, which may use instructions that the processor has not got. For the same reason nothing of the C++
// library may be instantiated in them.
#pragma once
#include <cstdint>
#include <cstring>

#include "objective.hpp"

namespace evox::EVOX_ENGINE {

/** Works on the units from (inclusive) to (exclusive). */
using KernelFunction = void (*)(const void* arguments, int64_t from, int64_t to);

/** What is asked for: {@code operation} or {@code operation/objective}. */
struct Name {
  const char* text;

  bool operation(const char* wanted) const {
    size_t length = strlen(wanted);
    return strncmp(text, wanted, length) == 0 && (text[length] == '/' || text[length] == 0);
  }
  /** The part after the slash. */
  const char* objective() const {
    const char* slash = strchr(text, '/');
    return slash ? slash + 1 : "";
  }
};

/** An operation made for each objective: the static function {@code run} of the one that is asked for, or null. */
template <template <class> class Operation, class... O>
const void* findFor(List<O...>, Name name) {
  const void* found = nullptr;
  ((strcmp(O::name, name.objective()) == 0 ? (void)(found = (const void*)&Operation<O>::run) : (void)0), ...);
  return found;
}

template <template <class> class Operation, class O>
const void* fused() {
  if constexpr (STREAMING<O>) {
    return (const void*)&Operation<O>::run;
  } else {
    return (const void*)&Operation<ByTile>::run;
  }
}

/** An operation with the objective fused in where that streams, and with {@link ByTile} for all others. */
template <template <class> class Operation, class... O>
const void* findFused(List<O...>, Name name) {
  const void* found = nullptr;
  ((strcmp(O::name, name.objective()) == 0 ? (void)(found = fused<Operation, O>()) : (void)0), ...);
  return found;
}

/** The address of a kernel or tile function, or null where there is none of that name. */
const void* find(const char* name);

}  // namespace evox::EVOX_ENGINE
