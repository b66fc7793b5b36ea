package evox.benchmark;

import evox.random.RandomKey;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Random numbers as a user's own Java code draws them, by their index, against the JDK's generator, which can only
 * draw the next one.
 *
 * <p>1024 numbers, so that the call is nothing beside them. The answer is checked by their mean.
 */
@State(Scope.Benchmark)
public class RandomKeyBenchmark {

  private static final int COUNT = 1024;

  private final SplittableRandom next = new SplittableRandom(1);
  private long generation;

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public double uniform(Answer answer) {
    RandomKey key = RandomKey.of(1).at(generation++ & 0xFFFF, 0);
    double sum = 0.0;
    for (int j = 0; j < COUNT; j++) sum += key.uniform(j);
    answer.wrong = within(sum / COUNT, 0.5, Math.sqrt(1.0 / 12)) ? 0 : 1;
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public double normal(Answer answer) {
    RandomKey key = RandomKey.of(1).at(generation++ & 0xFFFF, 0);
    double sum = 0.0;
    for (int j = 0; j < COUNT; j++) sum += key.normal(j);
    answer.wrong = within(sum / COUNT, 0.0, 1.0) ? 0 : 1;
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public double uniformOfTheJdk() {
    double sum = 0.0;
    for (int j = 0; j < COUNT; j++) sum += next.nextDouble();
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public double normalOfTheJdk() {
    double sum = 0.0;
    for (int j = 0; j < COUNT; j++) sum += next.nextGaussian();
    return sum;
  }

  /** Whether a mean lies within six standard errors, as all but one in half a billion do. */
  private static boolean within(double mean, double expected, double deviation) {
    return Math.abs(mean - expected) < 6 * deviation / Math.sqrt(COUNT);
  }
}
