#include "memory.hpp"

#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace evox {
namespace {

constexpr uint64_t LARGE_PAGE = 2 << 20;
constexpr uint64_t LINE = 64;

uint64_t roundUp(uint64_t value, uint64_t unit) { return (value + unit - 1) / unit * unit; }

uint64_t wholePages(int64_t bytes) { return roundUp((uint64_t)bytes, (uint64_t)sysconf(_SC_PAGESIZE)); }

}  // namespace

void* allocate(int64_t bytes) {
  uint64_t size = wholePages(bytes);
  uint64_t reserved = size + LARGE_PAGE;
  char* start = (char*)mmap(nullptr, reserved, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED) return nullptr;
  char* aligned = (char*)roundUp((uint64_t)start, LARGE_PAGE);
  char* end = start + reserved;
  if (aligned > start) munmap(start, aligned - start);
  if (end > aligned + size) munmap(aligned + size, end - (aligned + size));
  madvise(aligned, size, MADV_HUGEPAGE);
  return aligned;
}

void release(void* address, int64_t bytes) { munmap(address, wholePages(bytes)); }

void copy(const void* from, void* to, int64_t bytes) {
  auto source = (const char*)from;
  auto target = (char*)to;
  uint64_t count = bytes;
  if ((uint64_t)(target - source) < count || (uint64_t)(source - target) < count) {
    memmove(target, source, count);
    return;
  }
  // From the beginning of a line on: to other addresses family 25 of AMD takes 20 times as long by the instruction that
  // memcpy chooses there (bug 30994 of the GNU C library).
  uint64_t head = std::min(count, -(uint64_t)target % LINE);
  memcpy(target, source, head);
  memcpy(target + head, source + head, count - head);
}

void copyPastCaches(const void* from, void* to, int64_t bytes) {
#ifdef __SSE2__
  auto source = (const char*)from;
  auto target = (char*)to;
  uint64_t count = bytes;
  uint64_t head = std::min(count, -(uint64_t)target % LINE);
  uint64_t end = head + (count - head) / LINE * LINE;
  memcpy(target, source, head);
  for (uint64_t at = head; at < end; at += sizeof(__m128i)) {
    _mm_stream_si128((__m128i*)(target + at), _mm_loadu_si128((const __m128i*)(source + at)));
  }
  memcpy(target + end, source + end, count - end);
  // Such stores are not in order with those after them.
  _mm_sfence();
#else
  memcpy(to, from, bytes);
#endif
}

}  // namespace evox
