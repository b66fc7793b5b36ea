package evox.launch;

import evox.array.Matrix;
import evox.problem.BuiltIn;
import evox.random.RandomKey;
import evox.world.Shard;
import evox.world.World;
import java.util.List;

/** Tells the fitness of one point of a built-in problem, by the kernels that a run would use. */
final class Evaluate implements Command {

  private static final Option AT = Option.of("--at", "X", "the point: one number for all coordinates, or x1,x2,...");

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String purpose() {
    return "Tell the fitness of one point, in all its digits; one line an objective.";
  }

  @Override
  public List<Option> options() {
    return List.of(ProblemOptions.PROBLEM, ProblemOptions.INSTANCE, ProblemOptions.DIMENSION,
        ProblemOptions.OBJECTIVES, AT);
  }

  @Override
  public int run(Given given) {
    given.required(AT.name());
    double[] at = given.numbers(AT.name());
    BuiltIn problem = ProblemOptions.named(given, at.length == 1 ? 0 : at.length);
    try (Matrix point = Matrix.of(new double[][] {ProblemOptions.coordinates(AT, at, problem.dimension())});
        Matrix fitness = Matrix.tiles(1, problem.objectives())) {
      problem.evaluate(point, fitness, RandomKey.of(0), new Shard(0, 1, 1), World.alone());
      for (double value : fitness.row(0)) System.out.println(value);
    }
    return 0;
  }
}
