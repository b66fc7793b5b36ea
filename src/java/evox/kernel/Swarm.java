package evox.kernel;

import evox.array.Layout;
import evox.array.Matrix;
import evox.random.Purpose;
import evox.random.RandomKey;
import evox.random.Uniforms;

/**
 * The particles of a swarm, and what moves them:
 *
 * <pre>{@code
 * v = fma(social * r2, leader - x, fma(cognitive * r1, best - x, inertia * v)), limited to +-limit
 * x = x + v, clamped to the box
 * }</pre>
 *
 * <p>r1 and r2 are 32-bit uniform deviates; one block of random words serves two dimensions.
 *
 * @param key of the generation, at the individual that is row 0 (a multiple of 32)
 * @param positions n x d, in tiles, as the next three
 * @param velocities n x d
 * @param bests n x d, where each particle was fittest
 * @param bestFitness n x 1, the fitness there
 * @param leader d coordinates, the best position of all
 * @param box that positions are clamped to
 * @param limit d largest speeds
 */
public record Swarm(RandomKey key, Matrix positions, Matrix velocities, Matrix bests, Matrix bestFitness,
    Doubles leader, Box box, Doubles limit, double inertia, double cognitive, double social) {

  long tiles() {
    return positions.tiles();
  }

  /** Tiles that are worth a thread of their own. */
  long leastTiles() {
    return Math.max(1, 50_000 / (Layout.TILE * (long) positions.columns()));
  }

  /** One past the last particle of the tiles before this one. */
  long end(long tile) {
    return Math.min(tile * Layout.TILE, positions.rows());
  }

  Arguments pack(Arguments arguments) {
    return arguments.add(key.seed()).add(key.generation()).add(key.individual()).add(positions.columns())
        .add(positions).add(velocities).add(bests).add(bestFitness).add(leader).add(box.lower()).add(box.upper())
        .add(limit).add(inertia).add(cognitive).add(social);
  }

  /** Moves particle i. */
  void move(long i) {
    RandomKey own = key.at(key.generation(), key.individual() + i);
    int[] words = null;
    for (int d = 0; d < positions.columns(); d++) {
      if (d % 2 == 0) words = own.words(Purpose.SWARM, d / 2);
      double x = positions.get(i, d);
      double toBest = cognitive * Uniforms.of(words[d % 2 * 2]);
      double toLeader = social * Uniforms.of(words[d % 2 * 2 + 1]);
      double v = Math.fma(toBest, bests.get(i, d) - x, inertia * velocities.get(i, d));
      v = Math.fma(toLeader, leader.get(d) - x, v);
      double most = limit.get(d);
      v = -most > v ? -most : v;
      v = most < v ? most : v;
      velocities.set(i, d, v);
      positions.set(i, d, box.clamp(d, x + v));
    }
  }

  /** Has particle i remember where it is, if nowhere has been better; NaN is never better. */
  void remember(long i, double fitness, double[] row) {
    if (!(fitness < bestFitness.get(i, 0))) return;
    bestFitness.set(i, 0, fitness);
    positions.read(i, row);
    bests.write(i, row);
  }
}
