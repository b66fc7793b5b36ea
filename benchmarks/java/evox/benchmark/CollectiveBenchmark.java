package evox.benchmark;

import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What processes of this machine do together, over memory and over TCP; beside one another, and beside plain C over MPI
 * in {@link evox.benchmark.transport.TransportComparison}.
 *
 * <p>1 KiB is the fitness of 128 candidates, 64 KiB that of 8192; 1 MiB lasts so long that only copies count.
 */
@State(Scope.Benchmark)
public class CollectiveBenchmark {

  /** So many that what the others are told before hardly counts. */
  private static final int TURNS = 100;

  @Param({"all-gather", "all-reduce", "broadcast"})
  String collective;

  @Param({"shared", "sockets"})
  String transport;

  @Param("2")
  int ranks;

  @Param({"1024", "65536", "1048576"})
  long bytes;

  private Company company;
  private long wrong;

  @Setup
  public void open() throws IOException {
    company = Company.open(ranks, 1, transport, List.of(collective, Long.toString(bytes)));
    wrong = company.wrong();
  }

  @Benchmark
  @OperationsPerInvocation(TURNS)
  public void turns(Answer answer) {
    company.turns(TURNS);
    answer.wrong = wrong;
  }

  @TearDown
  public void close() throws IOException {
    company.close();
  }
}
