// The cores of the BBOB functions with waves within waves, peaks or steps: each is the class of the same name in
// evox.problem.bbob.
#pragma once
#include "objective/bbob/cores.hpp"
#include "objective/bbob/linear.hpp"
#include "objective/bbob/penalty.hpp"

namespace evox::EVOX_ENGINE::bbob {

struct StepEllipsoid {
  EVOX_DEVICE static void value(Candidates& c, Constants& constants, double* fitness) {
    Real slope[BLOCKS];
    for (int b = 0; b < BLOCKS; b++) slope[b] = 1e-4 * abs(c.load(0, b));
    c.replace([](Real z, int64_t) {
      return select(abs(z) > 0.5, round(z), round(10.0 * z) / 10.0);
    });
    Linear::apply(c, constants);
    Quadratic::value(c, constants, fitness);
    for (int b = 0; b < BLOCKS; b++) {
      (0.1 * max(slope[b], Real::load(fitness + b * BLOCK))).store(fitness + b * BLOCK);
    }
  }

 private:
  EVOX_INLINE static Real round(Real v) {
    Real moved = v + 0.5;
    Real integer = rint(moved);
    return select(integer > moved, integer - 1.0, integer);
  }
};

struct Weierstrass {
  static constexpr int WAVES = 12;
  static constexpr double HEIGHT = 2.0 - 0x1p-11;

  EVOX_DEVICE static void value(Candidates& c, Constants&, double* fitness) {
    for (int b = 0; b < BLOCKS; b++) {
      Real sum = 0.0;
      for (int64_t i = 0; i < c.dimension; i++) {
        Real z = c.load(i, b);
        double amplitude = 1.0;
        double frequency = 1.0;
        for (int wave = 0; wave < WAVES; wave++) {
          sum = fma(amplitude, cos2pi(frequency * (z + 0.5)), sum);
          amplitude *= 0.5;
          frequency *= 3.0;
        }
      }
      Real mean = sum / (double)c.dimension + HEIGHT;
      (10.0 * (mean * mean * mean)).store(fitness + b * BLOCK);
    }
  }
};

struct Schwefel {
  EVOX_DEVICE static void value(Candidates& c, Constants&, double* fitness) {
    for (int b = 0; b < BLOCKS; b++) {
      Real sum = 0.0;
      Real penalty = 0.0;
      for (int64_t i = 0; i < c.dimension; i++) {
        Real z = c.load(i, b);
        Real size = abs(z);
        sum = fma(z, sin(sqrt(size)), sum);
        penalty = Penalty::add(size - 500.0, penalty);
      }
      (0.01 * (penalty + 418.9828872724339 - sum / (double)c.dimension)).store(fitness + b * BLOCK);
    }
  }
};

struct Gallagher {
  EVOX_DEVICE static void value(Candidates& c, Constants& constants, double* fitness) {
    int64_t count = (int64_t)constants.next();
    const double* peaks = constants.next(count * (1 + 2 * c.dimension));
    double spread = -0.5 / (double)c.dimension;
    for (int b = 0; b < BLOCKS; b++) {
      Real highest = 0.0;
      const double* peak = peaks;
      for (int64_t p = 0; p < count; p++) {
        double height = *peak++;
        Real distance = 0.0;
        for (int64_t i = 0; i < c.dimension; i++, peak += 2) {
          Real gap = c.load(i, b) - peak[0];
          distance = fma(peak[1] * gap, gap, distance);
        }
        highest = max(highest, height * exp(spread * distance));
      }
      Real depth = Oscillate::of(10.0 - highest);
      (depth * depth).store(fitness + b * BLOCK);
    }
  }
};

struct Katsuura {
  static constexpr int ZIGZAGS = 32;

  EVOX_DEVICE static void value(Candidates& c, Constants& constants, double* fitness) {
    double exponent = constants.next();
    double d = (double)c.dimension;
    for (int b = 0; b < BLOCKS; b++) {
      Real logs = 0.0;
      for (int64_t i = 0; i < c.dimension; i++) {
        Real z = c.load(i, b);
        Real sum = 0.0;
        double scale = 1.0;
        for (int zigzag = 0; zigzag < ZIGZAGS; zigzag++) {
          scale *= 2.0;
          Real v = scale * z;
          sum = fma(abs(v - rint(v)), 1.0 / scale, sum);
        }
        logs = logs + log(fma((double)(i + 1), sum, 1.0));
      }
      (10.0 / (d * d) * (exp(exponent * logs) - 1.0)).store(fitness + b * BLOCK);
    }
  }
};

struct Lunacek {
  static constexpr double RIGHT = 2.5;

  EVOX_DEVICE static void value(Candidates& c, Constants& constants, double* fitness) {
    double depth = constants.next();
    Real wrong = -sqrt((RIGHT * RIGHT - 1.0) / depth);
    double d = (double)c.dimension;
    for (int b = 0; b < BLOCKS; b++) {
      Real toRight = 0.0;
      Real toWrong = 0.0;
      for (int64_t i = 0; i < c.dimension; i++) {
        Real fromWrong = c.load(i, b) - wrong;
        toWrong = fma(fromWrong, fromWrong, toWrong);
        Real fromRight = c.load(i, b) - RIGHT;
        toRight = fma(fromRight, fromRight, toRight);
      }
      min(toRight, fma(depth, toWrong, d)).store(fitness + b * BLOCK);
    }
    c.replace([](Real z, int64_t) { return z - RIGHT; });
    Linear::apply(c, constants);
    for (int b = 0; b < BLOCKS; b++) {
      Real cosines = 0.0;
      for (int64_t i = 0; i < c.dimension; i++) cosines = cosines + cos2pi(c.load(i, b));
      fma(10.0, d - cosines, Real::load(fitness + b * BLOCK)).store(fitness + b * BLOCK);
    }
  }
};

}  // namespace evox::EVOX_ENGINE::bbob
