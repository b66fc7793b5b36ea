package evox.benchmark;

import evox.algorithm.DE;
import evox.problem.Problems;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One generation of differential evolution, rand/1/bin, on Ackley's function of 100 coordinates, against the same on the
 * Java engine (EVOX_ISA=java).
 *
 * <p>256 individuals are 426 KB with their trials and lie in a second-level cache; 10 000 are 17 MB, as in the comparison
 * with other libraries; of 65 536, three of four rows that a trial is made of come from memory.
 */
@State(Scope.Benchmark)
public class DeBenchmark {

  @Param({"256", "10000", "65536"})
  long population;

  @Param({"1", "2"})
  int threads;

  private Generations<DE.State> run;
  private long wrong;

  @Setup
  public void compareFirstGenerations() {
    run = new Generations<>(new DE(population), Problems.of("ackley", 100, 0, 0), threads);
    wrong = run.wrong();
  }

  @Benchmark
  public DE.State generation(Answer answer) {
    run.step();
    answer.wrong = wrong;
    return run.state();
  }
}
