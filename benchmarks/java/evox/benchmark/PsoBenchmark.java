package evox.benchmark;

import evox.algorithm.PSO;
import evox.problem.Problems;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One generation of a particle swarm on Ackley's function of 100 coordinates, in one pass over memory, against the same
 * on the Java engine (EVOX_ISA=java).
 *
 * <p>192 particles are 460 KB and lie in a second-level cache; 10 000 are 24 MB, as in the comparison with other
 * libraries; 65 536 are 157 MB and come from memory.
 */
@State(Scope.Benchmark)
public class PsoBenchmark {

  @Param({"192", "10000", "65536"})
  long population;

  @Param({"1", "2"})
  int threads;

  private Generations<PSO.State> run;
  private long wrong;

  @Setup
  public void compareFirstGenerations() {
    run = new Generations<>(new PSO(population), Problems.of("ackley", 100, 0, 0), threads);
    wrong = run.wrong();
  }

  @Benchmark
  public PSO.State generation(Answer answer) {
    run.step();
    answer.wrong = wrong;
    return run.state();
  }
}
