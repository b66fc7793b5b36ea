package evox.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held to Java's own copy, whoever copies. */
class LongCopyTest {

  private static final int LONG = 100_003;

  private interface Copy {
    void copy(MemorySegment from, long fromOffset, MemorySegment to, long toOffset, long bytes);
  }

  private static final List<Copy> BOTH = List.of(LongCopy::copy, LongCopy::copyPastCaches);

  private static MemorySegment pattern(MemorySegment segment) {
    for (long i = 0; i < segment.byteSize(); i++) segment.set(JAVA_BYTE, i, (byte) (i * 7 + i / 251));
    return segment;
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "1, 2, 1", "3, 1, 63", "2, 60, 70", "0, 5, 8191", "3, 0, 8192", "5, 7, 8193", "0, 0, 100003",
      "1, 64, 99939"})
  void everyByteArrivesAndNoOther(long fromOffset, long toOffset, long bytes) {
    MemorySegment heap = MemorySegment.ofArray(new byte[LONG]);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment outside = arena.allocate(LONG);
      for (MemorySegment from : new MemorySegment[] {pattern(heap), pattern(outside)}) {
        for (MemorySegment to : new MemorySegment[] {MemorySegment.ofArray(new byte[LONG]), arena.allocate(LONG)}) {
          MemorySegment expected = MemorySegment.ofArray(new byte[LONG]);
          MemorySegment.copy(from, fromOffset, expected, toOffset, bytes);
          for (Copy way : BOTH) {
            to.fill((byte) 0);
            way.copy(from, fromOffset, to, toOffset, bytes);
            assertThat(to.mismatch(expected)).isEqualTo(-1);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "1, 0", "0, 5000", "5000, 0", "64, 0"})
  void overlappingBytesArriveAsTheyWere(long fromOffset, long toOffset) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = pattern(arena.allocate(LONG));
      MemorySegment expected = pattern(arena.allocate(LONG));
      MemorySegment.copy(expected, fromOffset, expected, toOffset, 90_000);
      LongCopy.copy(segment, fromOffset, segment, toOffset, 90_000);
      assertThat(segment.mismatch(expected)).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "0, 1", "-1, 0", "0, -1"})
  void nothingIsCopiedBeyondTheEnds(long fromOffset, long toOffset) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = arena.allocate(LONG);
      MemorySegment to = arena.allocate(LONG);
      for (Copy way : BOTH) {
        assertThatThrownBy(() -> way.copy(from, fromOffset, to, toOffset, LONG))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
  }

  @Test
  void nothingIsCopiedWithoutTheRight() {
    Arena closed = Arena.ofShared();
    MemorySegment gone = closed.allocate(LONG);
    closed.close();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(LONG);
      assertThatThrownBy(() -> LongCopy.copy(gone, 0, segment, 0, LONG)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> LongCopy.copy(segment, 0, gone, 0, LONG)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> LongCopy.copy(segment, 0, arena.allocate(LONG).asReadOnly(), 0, LONG))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> CompletableFuture.runAsync(() -> LongCopy.copy(segment, 0, segment, LONG / 2, 8192)).join())
          .isInstanceOf(CompletionException.class).hasCauseInstanceOf(WrongThreadException.class);
    }
  }
}
