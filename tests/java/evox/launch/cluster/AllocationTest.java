package evox.launch.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocationTest {

  @Test
  void hostsAreWhole() {
    Allocation allocation = Allocation.parse("NODE[01-02,03,07],COM08");
    assertThat(allocation.hosts().hosts()).containsExactly("NODE01", "NODE02", "NODE03", "NODE07", "COM08");
    assertThat(allocation.gpus()).isEmpty();
  }

  @Test
  void someGpusOfOneHostAreNamedAfterAColon() {
    Allocation allocation = Allocation.parse("NODE01:0,1");
    assertThat(allocation.hosts()).hasToString("NODE01");
    assertThat(allocation.gpus()).containsExactly(0, 1);
  }

  @Test
  void excludedHostsAreLeftOutUnlessNoneIsLeft() {
    assertThat(Allocation.parse("n[1-3]").without(HostList.parse("n2")).hosts()).hasToString("n[1,3]");
    assertThatThrownBy(() -> Allocation.parse("n[1-3]").without(HostList.parse("n[1-9]")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a host must be left to run on, got hosts=n[1-3] without n[1-9]");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "n[1-2]:0 | GPUs must be those of one host, got hosts=n[1-2], gpus=[0]",
      "n1:0,0   | each GPU must be named once, got n1:0,0",
      "n1:      | GPUs must be numbers such as 0,1 after a host and a colon, got n1:",
      "n1:x     | GPUs must be numbers such as 0,1 after a host and a colon, got n1:x"})
  void whatIsNoAllocationIsRefused(String text, String answer) {
    assertThatThrownBy(() -> Allocation.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessage(answer);
  }
}
