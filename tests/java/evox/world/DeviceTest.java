package evox.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void processesOnTheSameCoresShareThemOut(int processes) {
    int cores = Device.cpu().threads();
    int[] threads = IntStream.range(0, processes).map(number -> Device.cpu().part(number, processes).threads()).toArray();
    assertThat(IntStream.of(threads).sum()).isEqualTo(Math.max(cores, processes));
    assertThat(IntStream.of(threads).max().orElseThrow() - IntStream.of(threads).min().orElseThrow())
        .isLessThanOrEqualTo(1);
  }

  @Test
  void whoAsksForThreadsGetsThem() {
    assertThat(Device.cpu(5).part(1, 3).threads()).isEqualTo(5);
  }

  @Test
  void membersOfAWorldOnOneMachineShareItsCores() {
    Member one = member(0, "here", "0-7");
    assertThat(one.sharesCores(member(1, "here", "0-7"))).isTrue();
    assertThat(one.sharesCores(member(1, "here", "8-15"))).isFalse();
    assertThat(one.sharesCores(member(1, "there", "0-7"))).isFalse();
  }

  private static Member member(int id, String machine, String cores) {
    return new Member(id, 2, "", "program", "host", machine, cores, "", 0);
  }
}
