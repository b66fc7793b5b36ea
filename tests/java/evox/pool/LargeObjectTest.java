package evox.pool;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import evox.store.StoreSettings;
import evox.store.Stored;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An object that no array could hold, in memory and on the disk. It takes 5 GiB: {@code -Devox.large=true}. */
@EnabledIfSystemProperty(named = "evox.large", matches = "true")
class LargeObjectTest {

  private static final long BYTES = 5L << 29;
  private static final long LAST = BYTES - Long.BYTES;

  @ParameterizedTest
  @ValueSource(longs = {BYTES, 0})
  void otherProcessesReadItToItsLastByte(long capacity) {
    PoolSettings settings = PoolSettings.processes(2).storing(StoreSettings.ofThisMachine().holding(capacity));
    try (Pool pool = Pool.open(settings); Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(BYTES);
      bytes.set(JAVA_LONG, LAST, 42);
      Stored stored = pool.store().put(bytes);
      assertThat(stored.bytes()).isEqualTo(BYTES);
      assertThat(pool.each((Stored given, Here here) -> here.store().open(given).get(JAVA_LONG, LAST), stored))
          .containsExactly(42L, 42L);
    }
  }
}
