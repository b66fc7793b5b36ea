package evox.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.core.Algorithm;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlgorithmsTest {

  static Iterable<String> names() {
    return Algorithms.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNameInAnyCaseGivesTheAlgorithmOfThatName(String name) {
    assertThat(Algorithms.of(name.toLowerCase()).getClass().getSimpleName()).isEqualTo(name);
    assertThat(Algorithms.of(" " + name.toUpperCase()).getClass().getSimpleName()).isEqualTo(name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void thePopulationAskedForIsTaken(String name) {
    assertThat(Algorithms.of(name, 64, Map.of()).population()).isEqualTo(64);
    assertThat(Algorithms.of(name, 0, Map.of("population", "96")).population()).isEqualTo(96);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everySettingCanBeSetToItsOwnDefault(String name) {
    Algorithm<?> defaults = Algorithms.of(name);
    for (String setting : Algorithms.settings(name)) {
      String[] parts = setting.split("=", 2);
      Algorithm<?> same = Algorithms.of(name, 0, Map.of(parts[0], parts[1]));
      assertThat(Settings.list((Record) same)).isEqualTo(Settings.list((Record) defaults));
    }
  }

  @Test
  void settingsOfEveryTypeAreRead() {
    CMAES algorithm = (CMAES) Algorithms.of("cmaes", 0, Map.of("START", "1, -2.5", "sigma", "0.5", "active", "False"));
    assertThat(algorithm.start()).containsExactly(1, -2.5);
    assertThat(algorithm.sigma()).isEqualTo(0.5);
    assertThat(algorithm.active()).isFalse();
    assertThat(((DE) Algorithms.of("de", 0, Map.of("base", "Best"))).base()).isEqualTo(DE.BaseVector.BEST);
  }

  @Test
  void theTextOfAnAlgorithmShowsTheNumbersOfItsSettings() {
    assertThat(new CMAES(new double[] {1, 2}, 0.5)).hasToString(
        "CMAES[population=0, sigma=0.5, start=1.0,2.0, active=true]");
  }

  @Test
  void anUnknownAlgorithmIsAnsweredWithAllNames() {
    assertThatThrownBy(() -> Algorithms.of("annealing")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("algorithm must be one of " + String.join(", ", Algorithms.names()) + ", got algorithm=annealing");
  }

  @Test
  void anUnknownSettingIsAnsweredWithAllOfThemAndTheirDefaults() {
    assertThatThrownBy(() -> Algorithms.of("CMAES", 0, Map.of("mu", "3"))).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("setting of CMAES must be one of population=0, sigma=0.0, start=, active=true, got setting=mu");
  }

  @Test
  void aValueOfTheWrongTypeIsRefused() {
    assertThatThrownBy(() -> Algorithms.of("CMAES", 0, Map.of("sigma", "big")))
        .hasMessage("sigma must be a number, got sigma=big");
    assertThatThrownBy(() -> Algorithms.of("CMAES", 0, Map.of("population", "2.5")))
        .hasMessage("population must be a whole number, got population=2.5");
    assertThatThrownBy(() -> Algorithms.of("CMAES", 0, Map.of("active", "yes")))
        .hasMessage("active must be one of true, false, got active=yes");
    assertThatThrownBy(() -> Algorithms.of("DE", 0, Map.of("base", "worst")))
        .hasMessage("base must be one of rand, best, got base=worst");
  }

  @Test
  void aValueTheAlgorithmRefusesIsRefusedInItsWords() {
    assertThatThrownBy(() -> Algorithms.of("CMAES", 0, Map.of("sigma", "-1")))
        .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("sigma must be a number above 0");
  }
}
