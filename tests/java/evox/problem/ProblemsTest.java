package evox.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.problem.bbob.Bbob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemsTest {

  static Iterable<String> names() {
    return Problems.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aProblemIsFoundByItsNameAndNeedsNothingElse(String name) {
    BuiltIn problem = Problems.of(name, 0, 0, 0);
    assertThat(problem.name()).isEqualTo(name);
    assertThat(problem.dimension()).isEqualTo(problem.bounds().dimension());
    assertThat(problem.bounds().isFinite()).isTrue();
    assertThat(problem.constants()).as("made once").isSameAs(problem.constants());
  }

  @Test
  void theNameIsFoundInAnyCase() {
    assertThat(Problems.of("BBOB15", 5, 3, 0)).isInstanceOfSatisfying(Bbob.class, p -> {
      assertThat(p.instance()).isEqualTo(3);
      assertThat(p.dimension()).isEqualTo(5);
    });
    assertThat(Problems.of("LennardJones", 21, 0, 0)).isEqualTo(new LennardJones(7));
    assertThat(Problems.of("Dtlz2", 0, 0, 5)).isEqualTo(new Dtlz(2, 14, 5));
    assertThat(Problems.of("ZDT4", 0, 0, 2)).isEqualTo(new Zdt(4, 10));
  }

  @Test
  void aWrongNameGetsTheWholeList() {
    assertThatThrownBy(() -> Problems.of("bbob25", 10, 1, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("problem must be one of sphere, ").hasMessageEndingWith(", got problem=bbob25");
  }

  @Test
  void whatAProblemCannotHaveIsRefused() {
    assertThatThrownBy(() -> Problems.of("sphere", 10, 2, 0)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("problem sphere has one instance, got instance=2");
    assertThatThrownBy(() -> Problems.of("zdt1", 10, 1, 3)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("problem zdt1 must have objectives=2, got objectives=3");
    assertThatThrownBy(() -> Problems.of("lennardjones", 10, 1, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension of lennardjones must be 3 times the number of atoms, 2 or more, got dimension=10");
    assertThatThrownBy(() -> Problems.of("ackley", -1, 1, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got dimension=-1");
  }
}
