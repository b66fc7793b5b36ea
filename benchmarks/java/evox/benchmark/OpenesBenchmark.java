package evox.benchmark;

import evox.algorithm.OpenES;
import evox.problem.Problems;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One generation of an evolution strategy with mirrored pairs on Ackley's function: candidates made, evaluated and
 * forgotten, the gradient from the same noise drawn again, one step of Adam. Compared with the Java engine
 * (EVOX_ISA=java).
 *
 * <p>100 coordinates as for the other algorithms; 20 000 are a small neural network's weights.
 */
@State(Scope.Benchmark)
public class OpenesBenchmark {

  @Param({"1024"})
  long population;

  @Param({"100", "20000"})
  int dimension;

  @Param({"1", "2"})
  int threads;

  private Generations<OpenES.State> run;
  private long wrong;

  @Setup
  public void compareFirstGenerations() {
    run = new Generations<>(new OpenES(population), Problems.of("ackley", dimension, 0, 0), threads);
    wrong = run.wrong();
  }

  @Benchmark
  public OpenES.State generation(Answer answer) {
    run.step();
    answer.wrong = wrong;
    return run.state();
  }
}
