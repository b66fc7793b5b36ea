package evox.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void processesOnTheSameCoresShareThemOut(int processes) {
    int cores = Device.cpu().threads();
    int[] threads = IntStream.range(0, processes).map(number -> Device.cpu().part(number, processes, number, "").threads()).toArray();
    assertThat(IntStream.of(threads).sum()).isEqualTo(Math.max(cores, processes));
    assertThat(IntStream.of(threads).max().orElseThrow() - IntStream.of(threads).min().orElseThrow())
        .isLessThanOrEqualTo(1);
  }

  @Test
  void whoAsksForThreadsGetsThem() {
    assertThat(Device.cpu(5).part(1, 3, 1, "").threads()).isEqualTo(5);
  }

  @Test
  void membersOfAWorldOnOneMachineShareItsCores() {
    Member one = member(0, "here", "0-7");
    assertThat(one.sharesCores(member(1, "here", "0-7"))).isTrue();
    assertThat(one.sharesCores(member(1, "here", "8-15"))).isFalse();
    assertThat(one.sharesCores(member(1, "there", "0-7"))).isFalse();
  }

  /** Launchers that pin each process to cores of its own leave them all the machine's GPUs. */
  @Test
  void processesOfAMachineShareItsGpusOutWhateverTheirCores() {
    View view = new View(View.FIRST, List.of(member(0, "here", "0-3"), member(1, "there", "0-3"), member(2, "here", "4-7"),
        member(3, "here", "8-11")));
    Device device = Device.cpu().withGpus(List.of(0, 1));
    assertThat(view.members().stream().map(member -> view.part(device, member).gpus().getFirst()))
        .containsExactly(0, 0, 1, 0);
  }

  @Test
  void gpusThatNobodyIsLeftToUseAreTold() {
    View view = new View(View.FIRST, List.of(member(0, "here", "0-3"), member(1, "there", "0-3"), member(2, "here", "4-7")));
    Device device = Device.cpu().withGpus(List.of(0, 1));
    assertThat(view.idleGpus(device, view.member(0))).isNull();
    assertThat(view.idleGpus(device, view.member(1))).isEqualTo("each of several processes uses one GPU, got gpus=2 and "
        + "processes=1 on host=host; start as many processes as there are GPUs");
    assertThat(view.idleGpus(Device.cpu(), view.member(1))).isNull();
    assertThat(new View(View.FIRST, List.of(member(0, "here", "0-3"))).idleGpus(device, view.member(0))).isNull();
  }

  private static Member member(int id, String machine, String cores) {
    return new Member(id, 2, "", "program", "host", machine, cores, "", 0);
  }
}
