#include "bandwidth.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <memory>
#include <new>

#include <sys/mman.h>

#include "timing.hpp"
#include "vector.hpp"

namespace {

constexpr size_t PAGE = size_t(2) << 20;
constexpr int STEP = 8;  // vectors at a time

void read(const Vector* from, size_t count) {
  Vector sum[STEP] = {};
  for (size_t i = 0; i < count; i += STEP) {
#pragma GCC unroll 8
    for (int k = 0; k < STEP; k++) sum[k] += from[i + k];
  }
  for (Vector& s : sum) keep(s);
}

void update(Vector* at, size_t count) {
  Vector one = Vector{} + 1.0;
  keep(one);
  for (size_t i = 0; i < count; i += STEP) {
#pragma GCC unroll 8
    for (int k = 0; k < STEP; k++) at[i + k] += one;
  }
}

void copy(const Vector* from, Vector* to, size_t count) {
  for (size_t i = 0; i < count; i += STEP) {
#pragma GCC unroll 8
    for (int k = 0; k < STEP; k++) {
      Vector v = from[i + k];
      keep(v);
      to[i + k] = v;
    }
  }
}

}  // namespace

Block::Block(size_t bytes) : size(std::max<size_t>(1, (bytes + PAGE - 1) / PAGE) * PAGE) {
  void* memory = std::aligned_alloc(PAGE, size);
  if (memory == nullptr) throw std::bad_alloc();
  madvise(memory, size, MADV_HUGEPAGE);
  start = static_cast<double*>(memory);
  for (size_t i = 0; i < size / sizeof(double); i++) start[i] = 0.0;
}

Block::~Block() {
  std::free(start);
}

double bandwidthOf(Access access, size_t bytes, int cores) {
  size_t count = bytes / BYTES / (2 * STEP) * (2 * STEP);
  std::vector<std::unique_ptr<Block>> blocks;
  std::vector<std::function<void()>> bodies;
  for (int c = 0; c < cores; c++) {
    blocks.push_back(std::make_unique<Block>(bytes));
    Vector* at = reinterpret_cast<Vector*>(blocks.back()->doubles());
    switch (access) {
      case READ: bodies.push_back([=] { read(at, count); }); break;
      case UPDATE: bodies.push_back([=] { update(at, count); }); break;
      default: bodies.push_back([=] { copy(at, at + count / 2, count / 2); }); break;
    }
  }
  double time = nanosecondsTogether(bodies);
  return (access == UPDATE ? 2.0 : 1.0) * count * BYTES / time;
}
