#pragma once

#include <cstddef>
#include <vector>

/// What is done to memory; its bytes are those read plus those written.
enum Access { READ, UPDATE, COPY, ACCESSES };

/// A piece of memory on large pages where there are any, written once.
class Block {
 public:
  explicit Block(size_t bytes);
  ~Block();
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  double* doubles() const { return start; }
  size_t bytes() const { return size; }

 private:
  double* start;
  size_t size;
};

/// Gigabytes a second that one core of so many at work has, each on its own block of that many bytes.
double bandwidthOf(Access access, size_t bytes, int cores);
