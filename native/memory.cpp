#include "memory.hpp"

#include <sys/mman.h>
#include <unistd.h>

namespace evox {
namespace {

constexpr uint64_t LARGE_PAGE = 2 << 20;

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

}  // namespace evox
