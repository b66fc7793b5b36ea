// ZDT1, 2, 3, 4 and 6, as evox.problem.Zdt.
#pragma once
#include "elementary.hpp"
#include "objective.hpp"

namespace evox::EVOX_ENGINE {

template <int FUNCTION>
struct Zdt {
  EVOX_DEVICE static void tile(const double* x, const ObjectiveArguments& o, double* fitness) {
    for (int b = 0; b < BLOCKS; b++) {
      const double* column = x + b * BLOCK;
      Real one = first(Real::load(column));
      Real far = distance(column, o.dimension);
      Real two = far * shape(one, one / far);
      select(isNaN(two), two, one).store(fitness + b * BLOCK);
      two.store(fitness + TILE + b * BLOCK);
    }
  }

 private:
  EVOX_INLINE static Real first(Real x) {
    if constexpr (FUNCTION != 6) return x;
    Real sine = sin2pi(3.0 * x);
    Real square = sine * sine;
    return 1.0 - exp(-4.0 * x) * (square * square * square);
  }

  EVOX_INLINE static Real distance(const double* column, int64_t dimension) {
    Real sum = 0.0;
    for (int64_t i = 1; i < dimension; i++) {
      Real x = Real::load(column + i * TILE);
      sum = FUNCTION == 4 ? fma(x, x, sum - 10.0 * cos2pi(2.0 * x)) : sum + x;
    }
    double others = (double)(dimension - 1);
    if (FUNCTION == 4) return sum + (10.0 * others + 1.0);
    Real mean = sum / others;
    return fma(9.0, FUNCTION == 6 ? sqrt(sqrt(mean)) : mean, 1.0);
  }

  EVOX_INLINE static Real shape(Real first, Real ratio) {
    if (FUNCTION == 2 || FUNCTION == 6) return fma(-ratio, ratio, 1.0);
    if (FUNCTION == 3) return fma(-ratio, sin2pi(5.0 * first), 1.0 - sqrt(ratio));
    return 1.0 - sqrt(ratio);
  }
};

struct Zdt1 : Zdt<1> {
  static constexpr const char* name = "zdt1";
};
struct Zdt2 : Zdt<2> {
  static constexpr const char* name = "zdt2";
};
struct Zdt3 : Zdt<3> {
  static constexpr const char* name = "zdt3";
};
struct Zdt4 : Zdt<4> {
  static constexpr const char* name = "zdt4";
};
struct Zdt6 : Zdt<6> {
  static constexpr const char* name = "zdt6";
};

}  // namespace evox::EVOX_ENGINE
