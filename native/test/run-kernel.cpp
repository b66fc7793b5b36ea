// Runs kernels of the machine's best engine, in a thread whose floating-point mode has been spoilt. Standard input holds
// any number of calls, all integers 64 bits long in the machine's order:
//
//   length of the name, name, units, number of fields, and of each field
//     0, value                    a number, its 8 bytes
//     1, length in bytes, bytes   a buffer: the field is its address
//     2, length, name             the address of the function of that name
//
// Standard output receives, call by call, all buffers as the kernel left them.
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "invoke.hpp"
#include "isa.hpp"
#include "mode.hpp"

namespace {

bool readBytes(void* to, size_t bytes) { return fread(to, 1, bytes, stdin) == bytes; }

[[noreturn]] void stop(const char* why, const char* what) {
  fprintf(stderr, "%s, got %s\n", why, what);
  exit(1);
}

int64_t readInteger() {
  int64_t value;
  if (!readBytes(&value, sizeof value)) stop("the input must hold whole calls", "its end");
  return value;
}

std::vector<char> readName() {
  std::vector<char> name(readInteger() + 1);
  if (!readBytes(name.data(), name.size() - 1)) stop("the input must hold whole calls", "its end");
  return name;
}

const void* function(const std::vector<char>& name) {
  const void* found = evox::find(evox::bestIsa(), name.data());
  if (!found) stop("the engine must have the function", name.data());
  return found;
}

struct Buffer {
  void* start;
  size_t bytes;
};

Buffer readBuffer() {
  size_t bytes = readInteger();
  Buffer buffer{aligned_alloc(64, (bytes + 64) / 64 * 64), bytes};
  if (!readBytes(buffer.start, bytes)) stop("the input must hold whole calls", "its end");
  return buffer;
}

void invokeSpoilt(const void* kernel, const void* arguments, int64_t units) {
  evox::setMode(evox::SPOILT_MODE);
  evox::invoke(kernel, arguments, 0, units);
  bool kept = (evox::mode() & evox::SPOILT_MODE) == evox::SPOILT_MODE;
  evox::setMode(evox::DEFAULT_MODE);
  if (!kept) stop("the thread must get its floating-point mode back", "another");
}

void call() {
  const void* kernel = function(readName());
  int64_t units = readInteger();
  std::vector<int64_t> fields(readInteger());
  std::vector<Buffer> buffers;
  for (int64_t& field : fields) {
    switch (readInteger()) {
      case 0: field = readInteger(); break;
      case 1: buffers.push_back(readBuffer()); field = (int64_t)buffers.back().start; break;
      case 2: field = (int64_t)function(readName()); break;
      default: stop("a field must be of kind 0, 1 or 2", "another");
    }
  }
  invokeSpoilt(kernel, fields.data(), units);
  for (const Buffer& buffer : buffers) {
    fwrite(buffer.start, 1, buffer.bytes, stdout);
    free(buffer.start);
  }
}

}  // namespace

int main() {
  for (int next = getchar(); next != EOF; next = getchar()) {
    ungetc(next, stdin);
    call();
  }
}
