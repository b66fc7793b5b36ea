package evox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A copy that takes long tells how far it is, and one that does not is silent. */
class ProgressTest {

  private static final long BYTES = 300L << 20;

  private final List<String> said = new ArrayList<>();

  @Test
  void aLongCopyTellsHowFarItIsAndWhenItIsDone() {
    Progress progress = new Progress("object=7 is put", BYTES, said::add, 0);
    progress.at(100 << 20);
    progress.at(BYTES);
    assertThat(said).containsExactly("object=7 is put: 100 of 300 MiB in 0 s", "object=7 is put: 300 of 300 MiB in 0 s");
  }

  @Test
  void aShortOneIsSilent() {
    Progress progress = new Progress("object=7 is put", BYTES, said::add);
    progress.at(100 << 20);
    progress.at(BYTES);
    assertThat(said).isEmpty();
  }
}
