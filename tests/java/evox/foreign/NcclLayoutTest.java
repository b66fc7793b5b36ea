package evox.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Pointer;
import org.junit.jupiter.api.Test;

/** What NCCL is handed, byte by byte, as nccl.h has it. */
class NcclLayoutTest {

  @Test
  void theIdHas128Bytes() {
    byte[] bytes = new byte[128];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (3 * i + 1);
    NcclId id = new NcclId(bytes);
    id.write();
    assertThat(id.size()).isEqualTo(128);
    assertThat(id.getPointer().getByteArray(0, 128)).isEqualTo(bytes);
    assertThatThrownBy(() -> new NcclId(new byte[127])).hasMessage("an id of NCCL must have 128 bytes, got bytes=127");
  }

  @Test
  void theSettingsAreThoseOf2_17To2_23AndNeverBlock() {
    NcclSettings settings = new NcclSettings();
    settings.write();
    Pointer memory = settings.getPointer();
    assertThat(settings.size()).isEqualTo(48);
    assertThat(memory.getLong(0)).isEqualTo(48);
    assertThat(memory.getIntArray(8, 6)).containsExactly(
        0xcafebeef, 22300, 0, Integer.MIN_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE);
    assertThat(memory.getLong(32)).isZero();
    assertThat(memory.getInt(40)).isEqualTo(Integer.MIN_VALUE);
  }
}
