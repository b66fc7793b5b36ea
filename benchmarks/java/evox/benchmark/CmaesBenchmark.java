package evox.benchmark;

import evox.algorithm.CMAES;
import evox.problem.Problems;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One generation of CMA-ES with its default population on Rosenbrock's function, its part of the decomposition of the
 * covariance included. Compared with the Java engine (EVOX_ISA=java).
 *
 * <p>10 coordinates are mostly overhead, 100 as in the comparison with other libraries, 1000 mostly linear algebra.
 */
@State(Scope.Benchmark)
public class CmaesBenchmark {

  @Param({"10", "100", "1000"})
  int dimension;

  @Param({"1", "2"})
  int threads;

  private Generations<CMAES.State> run;
  private long wrong;

  @Setup
  public void compareFirstGenerations() {
    run = new Generations<>(new CMAES(), Problems.of("rosenbrock", dimension, 0, 0), threads);
    wrong = run.wrong();
  }

  @Benchmark
  public CMAES.State generation(Answer answer) {
    run.step();
    answer.wrong = wrong;
    return run.state();
  }
}
