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

  /** Messages of at most so many bytes: the queue is found empty after most of the short ones, and full of the long. */
  @ParameterizedTest
  @CsvSource({"16384, 8", "16384, 40000", "1048576, 1", "1048576, 1500", "1048576, 70000", "1048576, 3000000", "50000, 33000"})
  void bytesComeOutAsTheyWentIn(long capacity, int longest) throws Exception {
    int messages = 40_000_000 / (longest + 1000);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(Ring.bytes(capacity), 64);
      CompletableFuture<Void> putting = CompletableFuture.runAsync(() -> {
        Ring ring = new Ring(memory);
        for (int m = 0; m < messages; m++) {
          MemorySegment message = MemorySegment.ofArray(new byte[length(m, longest)]);
          for (int i = 0; i < message.byteSize(); i++) message.set(JAVA_BYTE, i, pattern(m, i));
          for (long put = 0; put < message.byteSize(); ) put += orYield(ring.put(message, put));
        }
      });
      Ring ring = new Ring(memory);
      for (int m = 0; m < messages; m++) {
        byte[] message = new byte[length(m, longest)];
        for (long taken = 0; taken < message.length && !putting.isCompletedExceptionally(); ) {
          taken += orYield(ring.take(MemorySegment.ofArray(message), taken));
        }
        for (int i = 0; i < message.length; i++) {
          if (message[i] != pattern(m, i)) assertThat(message[i]).as("byte %d of message %d", i, m).isEqualTo(pattern(m, i));
        }
      }
      putting.get();
    }
  }

  private static int length(int message, int longest) {
    return 1 + (int) RandomKey.of(5).below(message, longest);
  }

  private static long orYield(long count) {
    if (count == 0) Thread.yield();
    return count;
  }

  private static byte pattern(int message, int i) {
    return (byte) (message * 31 + i * 7 + i / 251);
  }
}
