package evox.monitor;

import evox.array.Matrix;
import evox.array.Order;
import evox.core.Algorithm;
import evox.core.Best;
import evox.core.Bounds;
import evox.core.Problem;
import evox.random.RandomKey;
import evox.world.World;

/** Uniform draws in the bounds: an algorithm with nothing in it that a monitor's test would have to know. */
record RandomSearch(long population) implements Algorithm<RandomSearch.State> {

  record State(RandomKey key, Bounded box, long generation, Best best, Matrix candidates) {}

  record Bounded(double[] lower, double[] upper) {}

  @Override
  public State init(RandomKey key, Problem problem, World world) {
    Bounds bounds = problem.bounds();
    return new State(key, new Bounded(bounds.lower(), bounds.upper()), 0, Best.NONE,
        Matrix.tiles(population, problem.dimension()));
  }

  @Override
  public Matrix ask(State state, World world) {
    for (long i = 0; i < population; i++) {
      RandomKey key = state.key.at(state.generation, i);
      for (int j = 0; j < state.candidates.columns(); j++) {
        double width = state.box.upper[j] - state.box.lower[j];
        state.candidates.set(i, j, state.box.lower[j] + key.uniform(j) * width);
      }
    }
    return state.candidates;
  }

  @Override
  public State tell(State state, Matrix fitness, World world) {
    Best best = state.best;
    if (fitness.columns() == 1) {
      long i = Order.best(fitness, 0);
      if (Order.better(fitness.get(i, 0), best.fitness())) best = new Best(fitness.get(i, 0), state.candidates.row(i));
    }
    return new State(state.key, state.box, state.generation + 1, best, state.candidates);
  }

  @Override
  public Best best(State state) {
    return state.best;
  }
}
