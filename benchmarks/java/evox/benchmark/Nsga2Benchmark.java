package evox.benchmark;

import evox.algorithm.NSGA2;
import evox.problem.Problems;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One generation of NSGA-II on ZDT1 of 30 coordinates: breeding, evaluation, fronts, crowding, selection. Compared with
 * the Java engine (EVOX_ISA=java).
 *
 * <p>100 is the paper's population, 1000 that of the comparison with other libraries, and at 10 000 an O(n^2) sort would
 * take most of the time.
 */
@State(Scope.Benchmark)
public class Nsga2Benchmark {

  @Param({"100", "1000", "10000"})
  long population;

  @Param({"1", "2"})
  int threads;

  private Generations<NSGA2.State> run;
  private long wrong;

  @Setup
  public void compareFirstGenerations() {
    run = new Generations<>(new NSGA2(population), Problems.of("zdt1", 30, 0, 0), threads);
    wrong = run.wrong();
  }

  @Benchmark
  public NSGA2.State generation(Answer answer) {
    run.step();
    answer.wrong = wrong;
    return run.state();
  }
}
