#pragma once
#include <cstdint>

namespace evox {

/** Runs a kernel on a range of units in IEEE 754's default mode, whatever mode the calling thread is in. */
void invoke(const void* kernel, const void* arguments, int64_t from, int64_t to);

}  // namespace evox
