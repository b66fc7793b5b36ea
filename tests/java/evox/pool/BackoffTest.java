package evox.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final long LONG = TimeUnit.SECONDS.toNanos(10);

  @Test
  void theWaitGrowsAsLongAsProcessesEndSoon() {
    Backoff backoff = new Backoff();
    for (long expected : new long[] {0, 0, 0, 100, 200, 400, 800, 1600, 3200, 5000, 5000}) {
      assertThat(backoff.after(LONG - 1)).isEqualTo(expected);
    }
    for (int i = 0; i < 100; i++) assertThat(backoff.after(0)).isEqualTo(5000);
    assertThat(backoff.after(LONG)).isZero();
    for (long expected : new long[] {0, 0, 0, 100}) assertThat(backoff.after(0)).isEqualTo(expected);
  }
}
