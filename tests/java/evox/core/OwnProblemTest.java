package evox.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.algorithm.PSO;
import evox.random.RandomKey;
import evox.workflow.StdWorkflow;
import evox.workflow.Stop;
import org.junit.jupiter.api.Test;

/** An objective of the user's own that fails is named, with what it was given. */
class OwnProblemTest {

  private static final Bounds UNIT = Bounds.of(0, 1, 2);

  private static void run(Problem problem) {
    new StdWorkflow<>(new PSO(5), problem).run(RandomKey.of(1), Stop.generations(1));
  }

  @Test
  void anErrorNamesTheCandidate() {
    Problem problem = Problem.of("deep", UNIT, x -> {
      throw new StackOverflowError("too deep");
    });
    assertThatThrownBy(() -> run(problem)).isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the objective must return a number or NaN, got java.lang.StackOverflowError: too deep from "
            + "problem=deep, generation=0, candidate=")
        .hasCauseInstanceOf(StackOverflowError.class);
  }

  @Test
  void anExceptionNamesTheShard() {
    Problem problem = Problem.batch("many", UNIT, 1, (candidates, fitness, key, shard) -> {
      throw new ArithmeticException("by zero");
    });
    assertThatThrownBy(() -> run(problem)).isInstanceOf(IllegalStateException.class)
        .hasMessage("the objective must fill in the fitness of a shard, got java.lang.ArithmeticException: by zero from "
            + "problem=many, generation=0, candidates=[0, 5)");
  }
}
