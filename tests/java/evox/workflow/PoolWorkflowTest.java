package evox.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.algorithm.CMAES;
import evox.algorithm.DE;
import evox.algorithm.NSGA2;
import evox.algorithm.OpenES;
import evox.algorithm.PSO;
import evox.codec.Codec;
import evox.core.Algorithm;
import evox.core.Bounds;
import evox.core.Monitor;
import evox.core.Problem;
import evox.monitor.HistoryDigest;
import evox.pool.Pool;
import evox.pool.Resources;
import evox.pool.TaskFailed;
import evox.problem.Ackley;
import evox.problem.Problems;
import evox.problem.Rastrigin;
import evox.problem.Zdt;
import evox.problem.bbob.Bbob;
import evox.random.RandomKey;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A pool's workers find what one process finds, bit for bit. */
class PoolWorkflowTest {

  private static final RandomKey KEY = RandomKey.of(42);

  private static Pool processes;

  @BeforeAll
  static void open() {
    processes = Pool.processes(2);
  }

  @AfterAll
  static void close() {
    processes.close();
  }

  static Problem noisy() {
    double noise = 0.5;
    return Problem.noisy("noisy", Bounds.of(-1, 2, 4), (x, key) -> {
      double sum = noise * key.normal(0);
      for (double v : x) sum += v * v;
      return sum;
    });
  }

  static Stream<Arguments> runs() {
    return Stream.of(
        Arguments.of(new PSO(70), new Ackley(7)),
        Arguments.of(new DE(33), new Rastrigin(5)),
        Arguments.of(new CMAES(9), Bbob.of(15, 2, 4)),
        Arguments.of(new OpenES(66), noisy().maximised()),
        Arguments.of(new PSO(5), noisy()),
        Arguments.of(new NSGA2(20), new Zdt(1, 6)));
  }

  private static <S extends Record> String alone(Algorithm<S> algorithm, Problem problem) {
    HistoryDigest digest = new HistoryDigest();
    new StdWorkflow<>(algorithm, problem, digest).run(KEY, Stop.generations(12));
    return digest.hex();
  }

  private static <S extends Record> String pooled(Algorithm<S> algorithm, Problem problem, int workers, Pool pool) {
    HistoryDigest digest = new HistoryDigest();
    var workflow = new PoolWorkflow<>(algorithm, problem, workers, Resources.cores(0.25), digest);
    (pool == null ? workflow : workflow.on(pool)).run(KEY, Stop.generations(12));
    return digest.hex();
  }

  @ParameterizedTest
  @MethodSource("runs")
  <S extends Record> void theDigestIsThatOfOneProcess(Algorithm<S> algorithm, Problem problem) {
    String expected = alone(algorithm, problem);
    assertThat(expected).hasSizeGreaterThan(32);
    assertThat(pooled(algorithm, problem, 1, null)).isEqualTo(expected);
    assertThat(pooled(algorithm, problem, 7, null)).isEqualTo(expected);
    assertThat(pooled(algorithm, problem, 3, processes)).isEqualTo(expected);
  }

  @Test
  void lostWorkersDoNotChangeIt() {
    Monitor killer = generation -> {
      if (generation.number() % 5 == 3) {
        ProcessHandle.current().children().skip(generation.number() % 2).findFirst()
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    };
    HistoryDigest digest = new HistoryDigest();
    new PoolWorkflow<>(new PSO(40), noisy(), 2, Resources.cores(1), digest, killer).on(processes)
        .run(KEY, Stop.generations(20));
    HistoryDigest expected = new HistoryDigest();
    new StdWorkflow<>(new PSO(40), noisy(), expected).run(KEY, Stop.generations(20));
    assertThat(digest.hex()).isEqualTo(expected.hex());
  }

  @Test
  void eachOfItsOwnWorkersHoldsWhatItAsksFor() {
    var each = Resources.cores(1).with("licence", 1);
    var result = new PoolWorkflow<>(new PSO(4), new Ackley(2), 2, each).run(KEY, Stop.generations(2));
    assertThat(result.generations()).isEqualTo(2);
  }

  @Test
  void anEvaluationThatThrowsEndsTheRun() {
    Problem broken = Problem.of("broken", Bounds.of(0, 1, 2), x -> {
      throw new IllegalStateException("no licence");
    });
    assertThatThrownBy(() -> new PoolWorkflow<>(new PSO(4), broken, 2, Resources.cores(1)).on(processes)
        .run(KEY, Stop.generations(3))).isInstanceOf(TaskFailed.class).hasMessageContaining("no licence");
    assertThatThrownBy(() -> new PoolWorkflow<>(new PSO(4), broken, 0, Resources.cores(1)))
        .hasMessage("number of workers must be 1 or more, got workers=0");
  }

  @Test
  void everyProblemTravels() {
    Codec codec = Codec.of(PoolWorkflowTest.class.getClassLoader());
    for (String name : Problems.names()) {
      Problem problem = Problems.of(name, 0, 0, 0);
      Problem back = (Problem) codec.decode(codec.encode(problem));
      assertThat(back.name()).isEqualTo(problem.name());
      assertThat(back.dimension()).isEqualTo(problem.dimension());
      assertThat(back.optimum()).isEqualTo(problem.optimum());
    }
    Problem moved = (Problem) codec.decode(codec.encode(new Ackley(3, 1.5)));
    assertThat(moved.name()).isEqualTo("ackley-shifted");
  }
}
