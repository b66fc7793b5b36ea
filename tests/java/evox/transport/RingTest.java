package evox.transport;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import evox.random.RandomKey;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RingTest {

  /**
   * Messages of at most so many bytes, within the heap and outside: the queue is found empty after most of the short ones,
   * and full of the long.
   */
  @ParameterizedTest
  @CsvSource({"16384, 8", "16384, 40000", "1048576, 1", "1048576, 1500", "1048576, 70000", "1048576, 3000000", "50000, 33000"})
  void bytesComeOutAsTheyWentIn(long capacity, int longest) throws Exception {
    int messages = 40_000_000 / (longest + 1000);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(Ring.bytes(capacity), 64);
      MemorySegment sent = arena.allocate(longest);
      MemorySegment received = arena.allocate(longest);
      CompletableFuture<Void> putting = CompletableFuture.runAsync(() -> {
        Ring ring = new Ring(memory);
        for (int m = 0; m < messages; m++) {
          MemorySegment message = message(m, longest, sent);
          for (int i = 0; i < message.byteSize(); i++) message.set(JAVA_BYTE, i, pattern(m, i));
          for (long put = 0; put < message.byteSize(); ) put += orYield(ring.put(message, put));
        }
      });
      Ring ring = new Ring(memory);
      for (int m = 0; m < messages; m++) {
        MemorySegment message = message(m, longest, received);
        for (long taken = 0; taken < message.byteSize() && !putting.isCompletedExceptionally(); ) {
          taken += orYield(ring.take(message, taken));
        }
        for (int i = 0; i < message.byteSize(); i++) {
          byte at = message.get(JAVA_BYTE, i);
          if (at != pattern(m, i)) assertThat(at).as("byte %d of message %d", i, m).isEqualTo(pattern(m, i));
        }
      }
      putting.get();
    }
  }

  /** Every third within the heap, the others where the C library can copy. */
  private static MemorySegment message(int message, int longest, MemorySegment outside) {
    int length = 1 + (int) RandomKey.of(5).below(message, longest);
    return message % 3 == 0 ? MemorySegment.ofArray(new byte[length]) : outside.asSlice(0, length);
  }

  private static long orYield(long count) {
    if (count == 0) Thread.yield();
    return count;
  }

  private static byte pattern(int message, int i) {
    return (byte) (message * 31 + i * 7 + i / 251);
  }
}
