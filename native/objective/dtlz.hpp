// DTLZ1 to DTLZ7, as evox.problem.Dtlz.
#pragma once
#include "elementary.hpp"
#include "objective.hpp"

namespace evox::EVOX_ENGINE {

template <int FUNCTION>
struct Dtlz {
  EVOX_DEVICE static void tile(const double* x, const ObjectiveArguments& o, double* fitness) {
    for (int b = 0; b < BLOCKS; b++) {
      const double* column = x + b * BLOCK;
      double* values = fitness + b * BLOCK;
      Real far = distance(column, o);
      Real whole = FUNCTION == 7 ? steps(column, o, far, values) : sphere(column, o, far, values);
      Mask wrong = isNaN(whole);
      if (!any(wrong)) continue;
      for (int64_t j = 0; j < o.objectives; j++) {
        select(wrong, whole, Real::load(values + j * TILE)).store(values + j * TILE);
      }
    }
  }

 private:
  EVOX_INLINE static Real distance(const double* column, const ObjectiveArguments& o) {
    double count = (double)(o.dimension - (o.objectives - 1));
    Real sum = 0.0;
    for (int64_t i = o.objectives - 1; i < o.dimension; i++) {
      Real x = Real::load(column + i * TILE);
      Real off = x - 0.5;
      if (FUNCTION == 1 || FUNCTION == 3) {
        sum = fma(off, off, sum - cos2pi(10.0 * off));
      } else if (FUNCTION == 6) {
        sum = sum + pow(x, 0.1);
      } else {
        sum = FUNCTION == 7 ? sum + x : fma(off, off, sum);
      }
    }
    if (FUNCTION == 1 || FUNCTION == 3) return 100.0 * (sum + count);
    return FUNCTION == 7 ? 9.0 / count * sum : sum;
  }

  /** @return the first objective, which all coordinates reach */
  EVOX_INLINE static Real sphere(const double* column, const ObjectiveArguments& o, Real distance, double* values) {
    Real product = FUNCTION == 1 ? 0.5 * (1.0 + distance) : 1.0 + distance;
    for (int64_t i = 0; i < o.objectives - 1; i++) {
      Real t = turn(Real::load(column + i * TILE), i, distance);
      (product * (FUNCTION == 1 ? 1.0 - t : sin2pi(t))).store(values + (o.objectives - 1 - i) * TILE);
      product = product * (FUNCTION == 1 ? t : cos2pi(t));
    }
    product.store(values);
    return product;
  }

  EVOX_INLINE static Real turn(Real x, int64_t i, Real distance) {
    if (FUNCTION == 1) return x;
    if (FUNCTION == 4) return 0.25 * hundredth(x);
    if ((FUNCTION == 5 || FUNCTION == 6) && i > 0) return 0.25 * (fma(distance, x, 0.5) / (1.0 + distance));
    return 0.25 * x;
  }

  EVOX_INLINE static Real hundredth(Real x) {
    Real x4 = x * x * (x * x);
    Real x16 = x4 * x4 * (x4 * x4);
    Real x32 = x16 * x16;
    return x32 * x32 * x32 * x4;
  }

  /** @return the last objective, which all coordinates reach */
  EVOX_INLINE static Real steps(const double* column, const ObjectiveArguments& o, Real distance, double* values) {
    Real scale = 2.0 + distance;
    Real sum = 0.0;
    for (int64_t i = 0; i < o.objectives - 1; i++) {
      Real x = Real::load(column + i * TILE);
      x.store(values + i * TILE);
      sum = fma(x / scale, 1.0 + sin2pi(1.5 * x), sum);
    }
    Real last = scale * ((double)o.objectives - sum);
    last.store(values + (o.objectives - 1) * TILE);
    return last;
  }
};

struct Dtlz1 : Dtlz<1> {
  static constexpr const char* name = "dtlz1";
};
struct Dtlz2 : Dtlz<2> {
  static constexpr const char* name = "dtlz2";
};
struct Dtlz3 : Dtlz<3> {
  static constexpr const char* name = "dtlz3";
};
struct Dtlz4 : Dtlz<4> {
  static constexpr const char* name = "dtlz4";
};
struct Dtlz5 : Dtlz<5> {
  static constexpr const char* name = "dtlz5";
};
struct Dtlz6 : Dtlz<6> {
  static constexpr const char* name = "dtlz6";
};
struct Dtlz7 : Dtlz<7> {
  static constexpr const char* name = "dtlz7";
};

}  // namespace evox::EVOX_ENGINE
