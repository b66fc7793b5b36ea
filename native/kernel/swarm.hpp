// Particle swarm optimisation: a generation in one pass over memory, or its two halves.
#pragma once
#include "objective.hpp"
#include "tile_random.hpp"

namespace evox::EVOX_ENGINE::swarm {

/** As Java's Swarm.pack writes it. */
struct Swarm {
  RandomKey key;
  int64_t dimension;
  double* positions;
  double* velocities;
  double* bests;
  double* bestFitness;
  const double* leader;
  const double* lower;
  const double* upper;
  const double* limit;
  double inertia;
  double cognitive;
  double social;
};

struct WithFitness {
  Swarm swarm;
  double* fitness;
  ObjectiveArguments objective;
};

/** One tile of the swarm. */
struct Tile {
  double* x;
  double* v;
  const double* best;

  EVOX_INLINE Tile(const Swarm& s, int64_t t)
      : x(s.positions + t * TILE * s.dimension),
        v(s.velocities + t * TILE * s.dimension),
        best(s.bests + t * TILE * s.dimension) {}

  /** Moves block b's particles along dimension d. */
  EVOX_INLINE void move(const Swarm& s, int b, int64_t d, Word word1, Word word2) const {
    int64_t at = d * TILE + b * BLOCK;
    Real here = Real::load(x + at);
    Real toBest = uniform32(word1, s.cognitive);
    Real toLeader = uniform32(word2, s.social);
    Real speed = fma(toBest, Real::load(best + at) - here, Real(s.inertia) * Real::load(v + at));
    speed = fma(toLeader, Real(s.leader[d]) - here, speed);
    speed = min(Real(s.limit[d]), max(Real(-s.limit[d]), speed));
    speed.store(v + at);
    Real there = min(Real(s.upper[d]), max(Real(s.lower[d]), here + speed));
    there.store(x + at);
  }
};

/** Moves a tile of particles. */
EVOX_INLINE void moveTile(const Swarm& s, int64_t t) {
  const Tile tile(s, t);
  const TileRandom random(s.key, t * TILE, Purpose::SWARM);
  Word words[4];
  int64_t d = 0;
  for (; d + 1 < s.dimension; d += 2) {
    for (int b = 0; b < BLOCKS; b++) {
      random.draw(b, (uint32_t)(d / 2), words);
      tile.move(s, b, d, words[0], words[1]);
      tile.move(s, b, d + 1, words[2], words[3]);
    }
  }
  if (d < s.dimension) {
    for (int b = 0; b < BLOCKS; b++) {
      random.draw(b, (uint32_t)(d / 2), words);
      tile.move(s, b, d, words[0], words[1]);
    }
  }
}

/** The particles that are fitter than ever before remember where they are. */
EVOX_INLINE void rememberTile(const Swarm& s, int64_t t, const double* fitness) {
  Mask better[BLOCKS];
  bool some = false;
  for (int b = 0; b < BLOCKS; b++) {
    double* best = s.bestFitness + t * TILE + b * BLOCK;
    Real now = Real::load(fitness + t * TILE + b * BLOCK);
    better[b] = now < Real::load(best);
    select(better[b], now, Real::load(best)).store(best);
    some |= any(better[b]);
  }
  if (!some) return;
  const double* from = s.positions + t * TILE * s.dimension;
  double* to = s.bests + t * TILE * s.dimension;
  for (int64_t d = 0; d < s.dimension; d++) {
    for (int b = 0; b < BLOCKS; b++) {
      int64_t at = d * TILE + b * BLOCK;
      select(better[b], Real::load(from + at), Real::load(to + at)).store(to + at);
    }
  }
}

/** A tile is moved, then evaluated while it is in the cache: one loop for both has not got registers enough. */
template <class O>
struct Step {
  EVOX_DEVICE static void run(const void* arguments, int64_t from, int64_t to) {
    const WithFitness a = *(const WithFitness*)arguments;
    for (int64_t t = from; t < to; t++) {
      moveTile(a.swarm, t);
      evaluateTile<O>(a.swarm.positions + t * TILE * a.swarm.dimension, a.objective, a.fitness + t * TILE);
      rememberTile(a.swarm, t, a.fitness);
    }
  }
};

EVOX_DEVICE inline void move(const void* arguments, int64_t from, int64_t to) {
  const Swarm s = *(const Swarm*)arguments;
  for (int64_t t = from; t < to; t++) moveTile(s, t);
}

EVOX_DEVICE inline void remember(const void* arguments, int64_t from, int64_t to) {
  const WithFitness& a = *(const WithFitness*)arguments;
  for (int64_t t = from; t < to; t++) rememberTile(a.swarm, t, a.fitness);
}

}  // namespace evox::EVOX_ENGINE::swarm
