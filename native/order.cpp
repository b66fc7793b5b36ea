#include "order.hpp"

#include <cmath>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace evox {
namespace {

/** As many as every processor of these architectures compares at once. */
constexpr int LANES = 2;
using Values = double __attribute__((vector_size(LANES * sizeof(double)), aligned(8)));

/** Each is a chain of comparisons of its own: one alone would wait for several cycles at each. */
constexpr int CHAINS = 8;
constexpr int BLOCK = CHAINS * LANES;

/** NaN is less than nothing, and so is never taken. */
inline Values less(Values value, Values least) {
#if defined(__SSE2__)
  return _mm_min_pd(value, least);  // returns the second where one is NaN
#else
  return value < least ? value : least;
#endif
}

inline Values load(const double* from) { return *(const Values*)from; }

double least(const double* values, int64_t count) {
  Values chains[CHAINS];
  for (Values& chain : chains) chain = Values{} + INFINITY;
  int64_t i = 0;
  for (; i + BLOCK <= count; i += BLOCK) {
    for (int c = 0; c < CHAINS; c++) chains[c] = less(load(values + i + c * LANES), chains[c]);
  }
  for (; i < count; i++) chains[0] = less(Values{} + values[i], chains[0]);
  for (Values chain : chains) chains[0] = less(chain, chains[0]);
  return chains[0][0] < chains[0][1] ? chains[0][0] : chains[0][1];
}

bool has(const double* block, Values sought) {
  auto found = load(block) == sought;
  for (int c = 1; c < CHAINS; c++) found |= load(block + c * LANES) == sought;
  return (found[0] | found[1]) != 0;
}

}  // namespace

int64_t best(const double* values, int64_t count) {
  double sought = least(values, count);
  int64_t i = 0;
  while (i + BLOCK <= count && !has(values + i, Values{} + sought)) i += BLOCK;
  for (; i < count; i++) {
    if (values[i] == sought) return i;
  }
  return 0;
}

}  // namespace evox
