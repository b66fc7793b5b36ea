package evox.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every transport must do, for 1, 2, 3 and 5 ranks and awkward sizes. */
public abstract class CommunicatorContract {

  /** One communicator a rank, connected to one another. */
  protected abstract List<Communicator> connect(int size) throws Exception;

  static Stream<Arguments> sizes() {
    return IntStream.of(1, 2, 3, 5).boxed().flatMap(ranks ->
        Stream.of(0L, 1L, 7L, 8L, 4095L, 65_537L, 3_000_001L).map(bytes -> Arguments.of(ranks, bytes)));
  }

  static IntStream ranks() {
    return IntStream.of(1, 2, 3, 5);
  }

  interface Rank {
    void run(Communicator communicator, Arena arena) throws Exception;
  }

  void onEachRank(int size, Rank body) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(size);
    List<Communicator> communicators = connect(size);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (Communicator c : communicators) {
        done.add(threads.submit((Callable<Void>) () -> {
          try (Arena arena = Arena.ofShared()) {
            body.run(c, arena);
          }
          return null;
        }));
      }
      for (Future<?> f : done) f.get(60, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow();
      communicators.forEach(Communicator::close);
    }
  }

  /** Bytes that tell their rank and place. */
  static MemorySegment pattern(Arena arena, int rank, long length) {
    MemorySegment bytes = arena.allocate(Math.max(1, length)).asSlice(0, length);
    for (long i = 0; i < length; i++) bytes.set(ValueLayout.JAVA_BYTE, i, (byte) (31 * rank + i * 7 + (i >> 8)));
    return bytes;
  }

  static void assertSame(MemorySegment got, MemorySegment expected) {
    assertThat(got.mismatch(expected)).isEqualTo(-1);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void broadcastGivesTheRootsBytesToAll(int size, long length) throws Exception {
    onEachRank(size, (c, arena) -> {
      for (int root = 0; root < size; root++) {
        MemorySegment bytes = pattern(arena, c.rank(), length);
        c.broadcast(bytes, root);
        assertSame(bytes, pattern(arena, root, length));
      }
    });
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void allGatherPutsUnevenBlocksInRankOrder(int size, long length) throws Exception {
    long[] lengths = IntStream.range(0, size).mapToLong(r -> r % 2 == 0 ? length : length / 3).toArray();
    onEachRank(size, (c, arena) -> {
      MemorySegment all = pattern(arena, 99, LengthSums.total(lengths));
      c.allGather(pattern(arena, c.rank(), lengths[c.rank()]), all, lengths);
      for (int r = 0; r < size; r++) {
        assertSame(all.asSlice(LengthSums.before(lengths, r), lengths[r]), pattern(arena, r, lengths[r]));
      }
    });
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void scatterUndoesGather(int size, long length) throws Exception {
    long[] lengths = IntStream.range(0, size).mapToLong(r -> length + r).toArray();
    onEachRank(size, (c, arena) -> {
      int root = size - 1;
      MemorySegment all = c.rank() == root ? pattern(arena, 99, LengthSums.total(lengths)) : MemorySegment.NULL;
      c.gather(pattern(arena, c.rank(), lengths[c.rank()]), all, lengths, root);
      MemorySegment mine = pattern(arena, 77, lengths[c.rank()]);
      c.scatter(all, mine, lengths, root);
      assertSame(mine, pattern(arena, c.rank(), lengths[c.rank()]));
    });
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void allToAllTransposesBlocks(int size, long length) throws Exception {
    onEachRank(size, (c, arena) -> {
      MemorySegment out = pattern(arena, 0, length * size);
      for (int r = 0; r < size; r++) {
        out.asSlice(r * length, length).copyFrom(pattern(arena, 10 * c.rank() + r, length));
      }
      MemorySegment in = pattern(arena, 99, length * size);
      c.allToAll(out, in);
      for (int r = 0; r < size; r++) {
        assertSame(in.asSlice(r * length, length), pattern(arena, 10 * r + c.rank(), length));
      }
    });
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void sentBytesArriveInTheOrderSent(int size, long length) throws Exception {
    onEachRank(size, (c, arena) -> {
      for (int turn = 0; turn < 3; turn++) {
        if (c.rank() > 0) {
          MemorySegment got = pattern(arena, 99, length);
          c.receive(c.rank() - 1, got);
          assertSame(got, pattern(arena, c.rank() - 1 + turn, length));
        }
        if (c.rank() < size - 1) c.send(c.rank() + 1, pattern(arena, c.rank() + turn, length));
      }
    });
  }

  @ParameterizedTest
  @MethodSource("ranks")
  void allReduceFoldsEveryRanksLongs(int size) throws Exception {
    onEachRank(size, (c, arena) -> {
      for (LongFold fold : LongFold.values()) {
        for (int count : new int[] {0, 1, 1000, 100_001}) {
          MemorySegment longs = arena.allocate(Math.max(8, 8L * count), 8).asSlice(0, 8L * count);
          for (int i = 0; i < count; i++) longs.setAtIndex(ValueLayout.JAVA_LONG, i, term(c.rank(), i));
          c.allReduce(longs, fold);
          for (int i = 0; i < count; i++) {
            long expected = term(0, i);
            for (int r = 1; r < size; r++) expected = fold.apply(expected, term(r, i));
            assertThat(longs.getAtIndex(ValueLayout.JAVA_LONG, i)).isEqualTo(expected);
          }
        }
      }
    });
  }

  private static long term(int rank, int i) {
    return (rank + 1) * 0x9E3779B97F4A7C15L * (i + 1);
  }

  @ParameterizedTest
  @MethodSource("ranks")
  void noRankLeavesABarrierBeforeAllHaveComeToIt(int size) throws Exception {
    AtomicInteger arrived = new AtomicInteger();
    onEachRank(size, (c, arena) -> {
      for (int turn = 1; turn <= 100; turn++) {
        arrived.incrementAndGet();
        c.barrier();
        assertThat(arrived.get()).isGreaterThanOrEqualTo(turn * size);
        c.barrier();
      }
    });
  }

  @ParameterizedTest
  @MethodSource("ranks")
  void splitMakesGroupsThatWorkByThemselves(int size) throws Exception {
    onEachRank(size, (c, arena) -> {
      Communicator group = c.split(c.rank() % 2);
      assertThat(group.size()).isEqualTo((size + 1 - c.rank() % 2) / 2);
      assertThat(group.rank()).isEqualTo(c.rank() / 2);
      MemorySegment bytes = pattern(arena, c.rank(), 1000);
      group.broadcast(bytes, 0);
      assertSame(bytes, pattern(arena, c.rank() % 2, 1000));
    });
  }

  @ParameterizedTest
  @MethodSource("ranks")
  void aRankThatDoesNotExistIsRefused(int size) throws Exception {
    onEachRank(size, (c, arena) -> assertThatThrownBy(() -> c.broadcast(pattern(arena, 0, 8), size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rank must be in [0, " + size + "), the number of processes, got root=" + size));
  }
}
