#pragma once

#include <cstdint>
#include <string>

/// The project's native module, entered by the same door as from Java.
class Library {
 public:
  /// Throws std::runtime_error, saying why, where the file is not such a library.
  explicit Library(const std::string& path);

  /// The number, as in evox.foreign.Isa, of the widest instruction set that runs here.
  int bestIsa() const { return best; }

  /// A kernel or tile function; null where there is none of that name.
  const void* find(int isa, const std::string& name) const;

  /// Runs a kernel on the units from (inclusive) to (exclusive).
  void invoke(const void* kernel, const void* arguments, int64_t from, int64_t to) const;

 private:
  void* handle;
  int best;
};

/// x86-64 as all such processors have it: the slow engine that the others' bits are compared with here. Tests hold it to
/// the definition in Java.
constexpr int BASELINE = 1;
