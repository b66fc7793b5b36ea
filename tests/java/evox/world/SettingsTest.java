package evox.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.transport.Token;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @Test
  void whatNobodySaysIsTenSecondsAndFiveMinutesOverAnyTransportAndInterface() {
    assertThat(Settings.of(Map.of(), Map.of()))
        .isEqualTo(new Settings(Transport.AUTO, Duration.ofSeconds(10), Duration.ofMinutes(5), null, "off"));
  }

  @Test
  void anOptionCountsMoreThanItsVariable() {
    Map<String, String> environment = Map.of("EVOX_DEADLINE", "3", "EVOX_PATIENCE", "7.5", "EVOX_TRANSPORT", "sockets");
    assertThat(Settings.of(Map.of("--deadline", "20"), environment))
        .isEqualTo(new Settings(Transport.SOCKETS, Duration.ofSeconds(20), Duration.ofMillis(7500), null, "off"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lo", "127.0.0.1"})
  void anInterfaceIsNamedOrGivenByItsAddress(String name) {
    assertThat(Settings.of(Map.of("--interface", name), Map.of()).address()).isEqualTo("127.0.0.1");
  }

  @Test
  void anInterfaceOfAnotherMachineIsRefused() {
    assertThatThrownBy(() -> Settings.of(Map.of("--interface", "192.0.2.1"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("interface must be one of this machine or its address, ")
        .hasMessageContaining("lo").hasMessageEndingWith(", got --interface=192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "NaN", "ten", "1e300"})
  void aDeadlineThatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> Settings.of(Map.of("--deadline", text), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--deadline must be a number of seconds, 0.1 or more, got --deadline=" + text);
  }

  @Test
  void keysNeedSomethingThatVouchesForThemAndATransportThatUsesThem() {
    assertThat(Settings.of(Map.of(), Map.of()).tls(Token.of(""), Map.of())).isNull();
    Settings settings = Settings.of(Map.of("--tls", "on"), Map.of("EVOX_TLS", "off"));
    assertThat(settings.trust(Map.of("EVOX_TOKEN", "secret")).tls()).isNotNull();
    assertThatThrownBy(() -> settings.trust(Map.of())).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--tls on must have a token to know the others by, got none; set EVOX_TOKEN or EVOX_TOKEN_FILE alike "
            + "on all processes, or give a file of certificates");
    assertThatThrownBy(() -> Settings.of(Map.of("--transport", "mpi"), Map.of("EVOX_TLS", "on")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--tls must have a transport of our own, got --transport=mpi, whose bytes are open; use sockets, or "
            + "leave it out");
  }
}
