package evox.benchmark;

import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A generation of a particle swarm on Ackley's function of 100 coordinates, by processes of one thread each that share
 * it out: weak, with so many particles a process, and strong, with so many in all. Against one process, and against as
 * many threads of one process, which tell one another nothing and wait for the same memory.
 *
 * <p>10 000 particles are 24 MB, as in the comparison with other libraries; of 1000, what the processes tell one another
 * is a larger part.
 */
@State(Scope.Benchmark)
public class ScalingBenchmark {

  @Param({"weak", "strong"})
  String scaling;

  @Param({"1000", "10000"})
  long population;

  @Param({"1", "2"})
  int ranks;

  @Param({"processes", "threads"})
  String of;

  private Company company;
  private long wrong;

  @Setup
  public void open() throws IOException {
    long all = scaling.equals("weak") ? population * ranks : population;
    List<String> part = List.of("swarm", Long.toString(all));
    company = of.equals("processes") ? Company.open(ranks, 1, "auto", part) : Company.open(1, ranks, "auto", part);
    wrong = company.wrong();
  }

  @Benchmark
  public void generation(Answer answer) {
    company.turns(1);
    answer.wrong = wrong;
  }

  @TearDown
  public void close() throws IOException {
    company.close();
  }
}
