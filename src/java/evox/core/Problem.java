package evox.core;

import evox.array.Matrix;
import evox.random.RandomKey;
import evox.world.Shard;
import evox.world.World;
import java.io.Serializable;
import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** What is optimised: candidates in, fitness out. Implement it, or make one of a lambda with the methods here. */
public interface Problem {

  /** What it is called in messages and reports. */
  String name();

  /** The box that candidates lie in; its dimension is the problem's. */
  Bounds bounds();

  /** Number of objectives, m. */
  default int objectives() {
    return 1;
  }

  /**
   * Refuses a problem of several objectives.
   *
   * @param user who needs one objective, for the message
   * @throws IllegalArgumentException if there are several
   */
  default void requireOneObjective(String user) {
    if (objectives() != 1) {
      throw new IllegalArgumentException(user + " needs a problem of one objective, got objectives=" + objectives()
          + " of problem=" + name());
    }
  }

  /** Which fitness is better. */
  default Direction direction() {
    return Direction.MINIMISE;
  }

  /** The best possible fitness, where it is known. */
  default OptionalDouble optimum() {
    return OptionalDouble.empty();
  }

  /**
   * Evaluates the candidates of a shard.
   *
   * @param candidates the shard's rows, size x d: row r is individual {@code shard.from() + r} of the generation
   * @param fitness receives their fitness, size x m
   * @param key the generation's random numbers: {@code key.at(key.generation(), i)} is individual i's own stream
   * @param shard which individuals these are
   * @param world where to compute
   */
  void evaluate(Matrix candidates, Matrix fitness, RandomKey key, Shard shard, World world);

  /** Number of coordinates, d. */
  default int dimension() {
    return bounds().dimension();
  }

  /** A problem given by a function of one candidate, which may be called from several threads at once. */
  static Problem of(String name, Bounds bounds, PointFunction objective) {
    return new FunctionProblem(name, bounds, Direction.MINIMISE, (x, key) -> objective.applyAsDouble(x));
  }

  /** A noisy problem: the function takes its randomness from the key, which is the candidate's own. */
  static Problem noisy(String name, Bounds bounds, NoisyPointFunction objective) {
    return new FunctionProblem(name, bounds, Direction.MINIMISE, objective);
  }

  /** A problem given by a function of a whole shard at once. */
  static Problem batch(String name, Bounds bounds, int objectives, Batch objective) {
    return new BatchProblem(name, bounds, objectives, Direction.MINIMISE, objective);
  }

  /** The same problem, with the greater fitness the better. */
  default Problem maximised() {
    return new Maximised(this);
  }

  /** A function of one candidate. It can travel to other processes of the same program. */
  @FunctionalInterface
  interface PointFunction extends ToDoubleFunction<double[]>, Serializable {}

  /** A function of one candidate and its own random numbers. */
  @FunctionalInterface
  interface NoisyPointFunction extends ToDoubleBiFunction<double[], RandomKey>, Serializable {}

  /** A function of a whole shard at once; see {@link Problem#evaluate}. */
  @FunctionalInterface
  interface Batch extends Serializable {
    void evaluate(Matrix candidates, Matrix fitness, RandomKey key, Shard shard);
  }
}
