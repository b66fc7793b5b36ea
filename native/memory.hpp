#pragma once
#include <cstdint>

namespace evox {

/** Zeroed memory, aligned to 2 MiB and asked to be backed by large pages; null where there is none. */
void* allocate(int64_t bytes);

/** Gives back what {@link #allocate} gave, of the same size. */
void release(void* address, int64_t bytes);

/** Copies bytes as they are before the first is written. */
void copy(const void* from, void* to, int64_t bytes);

/** Copies bytes that do not overlap by stores to memory itself, where the processor has such: no cache keeps the lines. */
void copyPastCaches(const void* from, void* to, int64_t bytes);

}  // namespace evox
