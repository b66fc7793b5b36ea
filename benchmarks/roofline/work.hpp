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

/// sin(2 pi q): the square of q, and a polynomial of degree eight in it whose upper six degrees are two factors.
inline const Work TURN = instructions(FMA, 8) + instructions(ADD, 3);

/// cos(2 pi x) from q = 1/4 - |x - rint(x)|.
inline const Work COSINE = TURN + instructions(ADD, 3) + instructions(LOGIC, 1);

inline const Work SPHERE = instructions(FMA, 1);
inline const Work RASTRIGIN = SPHERE + COSINE + instructions(ADD, 1);
inline const Work ACKLEY = RASTRIGIN;
inline const Work ROSENBROCK = instructions(FMA, 3) + instructions(ADD, 1);

/// Four words of 32 bits: ten rounds of two products, their high halves, and two three-way exclusive ors. The
/// individuals of a tile share block, generation and purpose; so of the first three rounds, what does not depend on the
/// block is done once a tile and what does not depend on the individual once a block: 47 instructions remain of 60.
inline const Work PHILOX = instructions(PRODUCT, 15) + instructions(SHIFT, 15) + instructions(LOGIC, 17);

/// A word as a uniform number, shifted and scaled: its bits below an exponent, and one multiplication with addition.
inline const Work UNIFORM = instructions(LOGIC, 1) + instructions(FMA, 1);

/// The logarithm: mantissa and exponent apart, a quotient, a polynomial in its square, and two products of the exponent.
inline Work logarithm() {
  Work work = instructions(FMA, 12) + instructions(ADD, 4) + instructions(SHIFT, 1) + instructions(LOGIC, 5);
  work.quotients = 1;
  return work;
}

/// A normal deviate is half a pair: the radius sqrt(-2 log u), and cosine and sine of one turn within half a turn.
inline Work normal() {
  Work radius = logarithm() + instructions(FMA, 1);
  radius.roots = 1;
  Work turns = instructions(ADD, 3) + instructions(LOGIC, 2) + 2 * TURN + instructions(FMA, 2);
  return 0.25 * PHILOX + UNIFORM + 0.5 * (radius + turns);
}
inline const Work NORMAL = normal();

/// A particle's move: two weights times deviates, two differences, three products with their sums, and four limits.
inline const Work SWARM_MOVE = 0.5 * PHILOX + 2 * UNIFORM + instructions(FMA, 3) + instructions(ADD, 7);

/// A candidate from its noise: scaled, moved to the mean and kept in the box.
inline const Work CANDIDATE = instructions(FMA, 1) + instructions(ADD, 2);

/// A trial from parent and donors: the mutant, where it left the box the two middles, and the crossover, for which a
/// word's bits below an exponent are compared.
inline const Work DIFFERENTIAL_TRIAL = 0.25 * PHILOX + instructions(FMA, 3) + instructions(ADD, 4)
    + instructions(LOGIC, 4);

}  // namespace cost
