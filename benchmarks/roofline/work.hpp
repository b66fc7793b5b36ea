#pragma once

#include "bound.hpp"

// What the definitions cost in vector instructions a coordinate, counted by hand from the Java definitions.
namespace cost {

inline Work instructions(Kind kind, double count) {
  Work work;
  work.instructions[kind] = count;
  return work;
}

inline Work memory(double read, double written) {
  Work work;
  work.read = read;
  work.written = written;
  return work;
}

/// cos(2 pi x) from q = 1/4 - |x - rint(x)|: the square of q, a polynomial of 8 coefficients in it, times q.
inline const Work COSINE = instructions(FMA, 11) + instructions(ADD, 3) + instructions(LOGIC, 1);

inline const Work SPHERE = instructions(FMA, 1);
inline const Work RASTRIGIN = SPHERE + COSINE + instructions(ADD, 1);
inline const Work ACKLEY = instructions(ADD, 1) + RASTRIGIN;
inline const Work ROSENBROCK = instructions(FMA, 4) + instructions(ADD, 1);

/// The polynomial of COSINE, from q on.
inline const Work TURN = instructions(FMA, 11);

/// The logarithm: mantissa and exponent apart, a quotient, a polynomial in its square, and two products of the exponent.
inline Work logarithm() {
  Work work = instructions(FMA, 12) + instructions(ADD, 4) + instructions(SHIFT, 2) + instructions(LOGIC, 3);
  work.quotients = 1;
  return work;
}

/// Four words of 32 bits: 10 rounds of two products, their high halves, and two three-way exclusive ors.
inline const Work PHILOX = instructions(PRODUCT, 20) + instructions(SHIFT, 20) + instructions(LOGIC, 20);

/// A word as a double: its bits below an exponent, less that exponent's power of two. The scale goes into what follows.
inline const Work UNIFORM = instructions(LOGIC, 1) + instructions(ADD, 1);

/// A normal deviate is half a pair: the radius sqrt(-2 log u), and cosine and sine of one turn within half a turn.
inline Work normal() {
  Work radius = instructions(FMA, 1) + instructions(ADD, 1) + logarithm();
  radius.roots = 1;
  Work turns = instructions(ADD, 4) + instructions(LOGIC, 3) + 2 * TURN + instructions(FMA, 2);
  return 0.25 * PHILOX + UNIFORM + 0.5 * (radius + turns);
}
inline const Work NORMAL = normal();

/// A particle's move: three weights, two differences with their sums, and four limits.
inline const Work SWARM_MOVE = 0.5 * PHILOX + 2 * UNIFORM + instructions(FMA, 5) + instructions(ADD, 7);

/// A candidate from its noise: scaled, moved to the mean and kept in the box.
inline const Work CANDIDATE = instructions(FMA, 1) + instructions(ADD, 2);

/// A trial from parent and donors: the mutant, where it left the box the two middles, and the crossover.
inline const Work DIFFERENTIAL_TRIAL = 0.25 * PHILOX + UNIFORM + instructions(FMA, 3) + instructions(ADD, 4)
    + instructions(LOGIC, 4);

}  // namespace cost
