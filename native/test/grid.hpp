#pragma once
#include <cstdint>

namespace evox::grid {

/** The address of a kernel, or of a variable, of the CUDA engine built for the host; null where there is none. */
void* symbol(const char* name);

/** Runs a kernel: all threads of a grid, one after the other. */
void launch(const void* kernel, unsigned blocks, unsigned threads, const void* fields, int64_t from, int64_t to);

}  // namespace evox::grid
