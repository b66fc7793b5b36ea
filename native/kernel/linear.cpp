// Dense linear algebra: products, rank updates, symmetric eigenvectors.
#include <cstdlib>

#include "engine.hpp"
#include "linear/implicit_ql.hpp"
#include "linear/product.hpp"
#include "linear/tridiagonal.hpp"

namespace evox::EVOX_ENGINE {
namespace {

/** Rows in a unit of work. */
constexpr int64_t UNIT = 8;

int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/** As Java's Multiply.pack writes it; a stride of 0 stands for tiles. */
struct MultiplyArguments {
  const double* left;
  const double* right;
  double* product;
  int64_t rows;
  int64_t terms;
  int64_t leftStride;
  int64_t rightStride;
  int64_t stride;
};

void multiply(const void* arguments, int64_t from, int64_t to) {
  const MultiplyArguments& a = *(const MultiplyArguments*)arguments;
  Left left = a.leftStride == 0 ? Left::tiles(a.left, a.terms) : Left::rows(a.left, a.leftStride);
  int64_t first = from * UNIT;
  int64_t last = least(to * UNIT, a.rows);
  memset(a.product + first * a.stride, 0, (size_t)((last - first) * a.stride) * sizeof(double));
  Product<false>{left, a.right, a.rightStride, a.product, a.stride, first, last}.run(a.terms);
}

/** As Java's RankUpdate.pack writes it. */
struct RankUpdateArguments {
  double* covariance;
  const double* steps;
  double decay;
  int64_t dimension;
  int64_t terms;
  int64_t added;
  int64_t stride;
  int64_t stepStride;
};

void rankUpdate(const void* arguments, int64_t from, int64_t to) {
  const RankUpdateArguments& a = *(const RankUpdateArguments*)arguments;
  int64_t first = from * UNIT;
  int64_t last = least(to * UNIT, a.dimension);
  for (int64_t at = first * a.stride; at < last * a.stride; at += 8) {
    (Eight::load(a.covariance + at) * Eight(a.decay)).store(a.covariance + at);
  }
  const double* subtracted = a.steps + a.added * a.stepStride;
  Product<false>{Left::transposed(a.steps, a.stepStride), a.steps, a.stepStride, a.covariance, a.stride, first, last}
      .run(a.added);
  Product<true>{Left::transposed(subtracted, a.stepStride), subtracted, a.stepStride, a.covariance, a.stride, first,
      last}.run(a.terms - a.added);
}

/** As Java's SymmetricEigen.pack writes it. */
struct EigenArguments {
  const double* matrix;
  double* vectors;
  double* values;
  int64_t n;
  int64_t stride;
};

/** The largest magnitude, or infinity if one is not finite. */
double largestOf(const double* matrix, int64_t n, int64_t stride) {
  double largest = 0.0;
  for (int64_t i = 0; i < n; i++) {
    for (int64_t j = 0; j < n; j++) {
      double magnitude = __builtin_fabs(matrix[i * stride + j]);
      if (!(magnitude <= __DBL_MAX__)) return __builtin_inf();
      if (magnitude > largest) largest = magnitude;
    }
  }
  return largest;
}

/** As Java's Math.getExponent, kept from the ends of the range. */
int64_t exponentOf(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  int64_t exponent = (int64_t)(bits >> 52 & 0x7ff) - 1023;
  return exponent < -1000 ? -1000 : exponent > 1000 ? 1000 : exponent;
}

double powerOfTwo(int64_t exponent) {
  uint64_t bits = (uint64_t)(exponent + 1023) << 52;
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

void symmetricEigen(const void* arguments, int64_t, int64_t) {
  const EigenArguments& a = *(const EigenArguments*)arguments;
  double largest = largestOf(a.matrix, a.n, a.stride);
  if (largest == __builtin_inf()) {
    for (int64_t i = 0; i < a.n; i++) {
      for (int64_t j = 0; j < a.n; j++) a.vectors[i * a.stride + j] = i == j ? 1.0 : 0.0;
      a.values[i] = __builtin_nan("");
    }
    return;
  }
  int64_t exponent = exponentOf(largest);
  for (int64_t i = 0; i < a.n; i++) {
    const double* from = a.matrix + i * a.stride;
    double* to = a.vectors + i * a.stride;
    for (int64_t j = 0; j < a.n; j++) to[j] = from[j] * powerOfTwo(-exponent);
    for (int64_t j = a.n; j < a.stride; j++) to[j] = 0.0;
  }
  double* scratch = (double*)aligned_alloc(64, (size_t)(6 * a.stride) * sizeof(double));
  memset(scratch, 0, (size_t)(6 * a.stride) * sizeof(double));
  double* beside = scratch + 5 * a.stride;
  Tridiagonal{a.vectors, a.n, a.stride, a.values, beside, scratch}.reduce();
  ImplicitQL{a.values, beside, a.n, a.vectors, a.stride}.diagonalise();
  for (int64_t i = 0; i < a.n; i++) a.values[i] *= powerOfTwo(exponent);
  free(scratch);
}

}  // namespace

const void* findLinear(Name name) {
  if (name.operation("multiply")) return (const void*)&multiply;
  if (name.operation("rank-update")) return (const void*)&rankUpdate;
  if (name.operation("symmetric-eigen")) return (const void*)&symmetricEigen;
  return nullptr;
}

}  // namespace evox::EVOX_ENGINE
