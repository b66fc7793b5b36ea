// The cores of the BBOB functions that are sums over the coordinates or over pairs of neighbours: each is the class of
// the same name in evox.problem.bbob.
#pragma once
#include "objective/bbob/stages.hpp"

namespace evox::EVOX_ENGINE::bbob {

struct Quadratic {
  EVOX_DEVICE static void value(Candidates& c, Constants& constants, double* fitness) {
    const double* weights = constants.next(c.dimension);
    for (int b = 0; b < BLOCKS; b++) {
      Real sum = 0.0;
      for (int64_t i = 0; i < c.dimension; i++) sum = fma(weights[i] * c.load(i, b), c.load(i, b), sum);
      sum.store(fitness + b * BLOCK);
    }
  }
};

struct Rastrigin {
  EVOX_DEVICE static void value(Candidates& c, Constants&, double* fitness) {
    for (int b = 0; b < BLOCKS; b++) {
      Real squares = 0.0;
      Real cosines = 0.0;
      for (int64_t i = 0; i < c.dimension; i++) {
        Real z = c.load(i, b);
        squares = fma(z, z, squares);
        cosines = cosines + cos2pi(z);
      }
      fma(10.0, (double)c.dimension - cosines, squares).store(fitness + b * BLOCK);
    }
  }
};

struct LinearSlope {
  EVOX_DEVICE static void value(Candidates& c, Constants& constants, double* fitness) {
    const double* slope = constants.next(c.dimension);
    for (int b = 0; b < BLOCKS; b++) {
      Real sum = 0.0;
      for (int64_t i = 0; i < c.dimension; i++) sum = fma(slope[i], 5.0 - min(5.0, c.load(i, b)), sum);
      sum.store(fitness + b * BLOCK);
    }
  }
};

struct AttractiveSector {
  EVOX_DEVICE static void value(Candidates& c, Constants&, double* fitness) {
    for (int b = 0; b < BLOCKS; b++) {
      Real sum = 0.0;
      for (int64_t i = 0; i < c.dimension; i++) sum = fma(c.load(i, b), c.load(i, b), sum);
      pow(Oscillate::of(sum), 0.9).store(fitness + b * BLOCK);
    }
  }
};

struct Rosenbrock {
  EVOX_INLINE static Real term(Real v, Real next, Real sum) {
    Real bend = v * v - next;
    Real gap = v - 1.0;
    return sum + (100.0 * bend * bend + gap * gap);
  }

  EVOX_DEVICE static void value(Candidates& c, Constants&, double* fitness) {
    for (int b = 0; b < BLOCKS; b++) {
      Real sum = 0.0;
      for (int64_t i = 0; i < c.dimension - 1; i++) sum = term(c.load(i, b), c.load(i + 1, b), sum);
      sum.store(fitness + b * BLOCK);
    }
  }
};

struct SharpRidge {
  EVOX_DEVICE static void value(Candidates& c, Constants&, double* fitness) {
    for (int b = 0; b < BLOCKS; b++) {
      Real off = 0.0;
      for (int64_t i = 1; i < c.dimension; i++) off = fma(c.load(i, b), c.load(i, b), off);
      Real along = c.load(0, b);
      fma(100.0, sqrt(off), along * along).store(fitness + b * BLOCK);
    }
  }
};

struct DifferentPowers {
  EVOX_DEVICE static void value(Candidates& c, Constants& constants, double* fitness) {
    const double* exponents = constants.next(c.dimension);
    for (int b = 0; b < BLOCKS; b++) {
      Real sum = 0.0;
      for (int64_t i = 0; i < c.dimension; i++) sum = sum + pow(abs(c.load(i, b)), exponents[i]);
      sqrt(sum).store(fitness + b * BLOCK);
    }
  }
};

struct SchaffersF7 {
  EVOX_DEVICE static void value(Candidates& c, Constants&, double* fitness) {
    for (int b = 0; b < BLOCKS; b++) {
      Real sum = 0.0;
      for (int64_t i = 0; i < c.dimension - 1; i++) {
        Real z = c.load(i, b);
        Real next = c.load(i + 1, b);
        Real squared = fma(z, z, next * next);
        Real wave = sin(50.0 * pow(squared, 0.1));
        sum = fma(sqrt(sqrt(squared)), fma(wave, wave, 1.0), sum);
      }
      Real mean = sum / (double)(c.dimension - 1);
      (mean * mean).store(fitness + b * BLOCK);
    }
  }
};

struct GriewankRosenbrock {
  EVOX_DEVICE static void value(Candidates& c, Constants&, double* fitness) {
    for (int b = 0; b < BLOCKS; b++) {
      Real sum = 0.0;
      for (int64_t i = 0; i < c.dimension - 1; i++) {
        Real link = Rosenbrock::term(c.load(i, b), c.load(i + 1, b), 0.0);
        sum = sum + (link / 4000.0 - cos(link));
      }
      fma(10.0, sum / (double)(c.dimension - 1), 10.0).store(fitness + b * BLOCK);
    }
  }
};

}  // namespace evox::EVOX_ENGINE::bbob
