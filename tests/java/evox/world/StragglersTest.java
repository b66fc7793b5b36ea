package evox.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StragglersTest {

  private final Stragglers stragglers = new Stragglers(rank -> "rank=" + rank + " on host=node" + rank);

  @Test
  void aWaitIsNoticedOnceItIsLong() {
    stragglers.hear(0, false, 9);
    stragglers.hear(1, true, 9);
    assertThat(stragglers.notice(-100)).isNull();
    stragglers.hear(0, false, 10);
    stragglers.hear(1, true, 12);
    stragglers.hear(2, true, 10);
    assertThat(stragglers.notice(-99))
        .isEqualTo("waiting for rank=1 on host=node1, busy for 12 s; rank=2 on host=node2, busy for 10 s");
  }

  @Test
  void whereNobodyWaitsLongNothingIsSaidHoweverLongAllWork() {
    stragglers.hear(0, true, 3600);
    stragglers.hear(1, true, 3600);
    stragglers.hear(2, false, 1);
    assertThat(stragglers.notice(4000)).isNull();
  }

  @Test
  void theSameIsSaidLessAndLessOften() {
    stragglers.hear(1, true, 20);
    int lines = 0;
    for (int second = 10; second < 10_000; second++) {
      stragglers.hear(0, false, second);
      if (stragglers.notice(second) != null) lines++;
    }
    // After 10, 20, 40 ... seconds, and from then on every ten minutes.
    assertThat(lines).isEqualTo(22);
  }

  @Test
  void whoHasLeftIsWaitedForNoMore() {
    stragglers.hear(0, false, 30);
    stragglers.hear(1, true, 30);
    stragglers.forget(1);
    assertThat(stragglers.notice(40)).isNull();
  }

  @Test
  void ofManyOnlySomeAreNamed() {
    stragglers.hear(0, false, 30);
    for (int rank = 1; rank <= 10; rank++) stragglers.hear(rank, true, 30);
    assertThat(stragglers.notice(40)).contains("; rank=8 on host=node8, busy for 30 s").endsWith("; and 2 more");
  }
}
