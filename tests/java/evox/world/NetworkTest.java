package evox.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NetworkTest {

  private static List<Network> machine(String... networks) {
    return Stream.of(networks).map(Network::parse).toList();
  }

  @Test
  void theNetworkThatMostOthersAreOnIsTaken() {
    List<Network> ours = machine("192.168.1.5/24", "10.0.0.1/16", "fd00:0:0:0:0:0:0:1/64");
    assertThat(Network.shared(ours, List.of(machine("10.0.7.2/16"), machine("192.168.2.6/24", "10.0.200.3/16"),
        machine("192.168.1.7/24")))).isEqualTo(Network.parse("10.0.0.1/16"));
    assertThat(Network.shared(ours, List.of(machine("fd00:0:0:0:0:0:0:2/64")))).isEqualTo(ours.get(2));
  }

  @Test
  void aBridgeThatEveryMachineHasLeadsNowhere() {
    assertThat(Network.shared(machine("172.17.0.1/16", "10.0.0.1/24"), List.of(machine("172.17.0.1/16", "10.0.0.2/24"))))
        .isEqualTo(Network.parse("10.0.0.1/24"));
  }

  @Test
  void aMachineByItselfTakesAnyOfItsAddresses() throws Exception {
    assertThat(Network.ofThisMachine()).contains(Network.shared(Network.ofThisMachine(), List.of()));
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    for (Network network : Network.ofThisMachine()) assertThat(Network.parse(network.toString())).isEqualTo(network);
  }
}
