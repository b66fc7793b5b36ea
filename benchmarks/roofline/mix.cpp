#include "mix.hpp"

#include <array>
#include <utility>

#include "timing.hpp"
#include "vector.hpp"

namespace {

constexpr int REGISTERS = BYTES == 32 ? 12 : 24;  // of 16 or 32: the rest hold constants
constexpr int ROUNDS = 2000;

constexpr int members(int set) {
  return set == 0 ? 0 : (set & 1) + members(set >> 1);
}

inline __attribute__((always_inline)) Words product(Words a) {
#if defined(__AVX512F__)
  asm("vpmuludq %0, %0, %0" : "+v"(a));
  return a;
#elif defined(__AVX2__)
  asm("vpmuludq %0, %0, %0" : "+x"(a));
  return a;
#elif defined(__aarch64__)
  asm("umull %0.2d, %0.2s, %0.2s" : "+w"(a));
  return a;
#else
  return (a & 0xffffffff) * (a & 0xffffffff);
#endif
}

/// Many independent chains of instructions, taken in turn.
template <int SET>
void loop() {
  constexpr int CHAINS = REGISTERS / members(SET);
  Vector multiplied[CHAINS] = {};
  Vector added[CHAINS] = {};
  Words product_[CHAINS] = {};
  Words shifted[CHAINS] = {};
  Words combined[CHAINS] = {};
  Vector one = Vector{} + 1.0;
  Words bits = Words{} + 0x5555;
  keep(one);
  keep(bits);
  for (int round = 0; round < ROUNDS; round++) {
#pragma GCC unroll 24
    for (int c = 0; c < CHAINS; c++) {
      if (SET >> FMA & 1) {
        multiplied[c] = multiplied[c] * one + one;
        keep(multiplied[c]);
      }
      if (SET >> ADD & 1) {
        added[c] = added[c] + one;
        keep(added[c]);
      }
      if (SET >> PRODUCT & 1) {
        product_[c] = product(product_[c]);
        keep(product_[c]);
      }
      if (SET >> SHIFT & 1) {
        shifted[c] = shifted[c] >> 3;
        keep(shifted[c]);
      }
      if (SET >> LOGIC & 1) {
        combined[c] = combined[c] ^ bits;
        keep(combined[c]);
      }
    }
  }
}

template <int SET>
double rate() {
  constexpr double INSTRUCTIONS = double(ROUNDS) * (REGISTERS / members(SET)) * members(SET);
  return INSTRUCTIONS * LANES / nanoseconds(loop<SET>);
}

template <int... SETS>
constexpr std::array<double (*)(), sizeof...(SETS)> rates(std::integer_sequence<int, SETS...>) {
  return {rate<SETS + 1>...};
}

constexpr auto RATES = rates(std::make_integer_sequence<int, MIXES - 1>());

}  // namespace

double rateOf(int set) {
  return RATES[set - 1]();
}
