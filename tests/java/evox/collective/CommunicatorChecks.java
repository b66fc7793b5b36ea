package evox.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.memory.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.stream.IntStream;

/** A communicator's contract as one rank checks it while all others do the same; ranks may be threads or processes. */
public final class CommunicatorChecks {

  /** Awkward numbers of bytes. */
  static final long[] LENGTHS = {0, 1, 7, 8, 4095, 65_537, 3_000_001};

  /** The pattern comes again after so many bytes. */
  private static final long PERIOD = 1 << 16;

  private static final VarHandle COUNTER = ValueLayout.JAVA_LONG.varHandle();

  private CommunicatorChecks() {}

  interface Sized {
    void check(Communicator communicator, Arena arena, long length);
  }

  interface Unsized {
    void check(Communicator communicator, Arena arena);
  }

  /**
   * The whole contract.
   *
   * @param arrivals 8 zeroed bytes that all ranks share
   */
  public static void all(Communicator c, MemorySegment arrivals) {
    for (Sized sized : List.<Sized>of(CommunicatorChecks::broadcast, CommunicatorChecks::allGather,
        CommunicatorChecks::gatherAndScatter, CommunicatorChecks::allToAll, CommunicatorChecks::sendAndReceive)) {
      for (long length : LENGTHS) withArena(c, (self, arena) -> sized.check(self, arena, length));
    }
    if (c.size() == 2) moreThanAnIntCounts(c);
    if (c.size() == 2) allGatherMoreThanAnIntCounts(c);
    withArena(c, ReductionChecks::anyOrder);
    withArena(c, ReductionChecks::inOrder);
    withArena(c, (self, arena) -> barrier(self, arrivals));
    withArena(c, CommunicatorChecks::started);
    withArena(c, CommunicatorChecks::startedInOrder);
    withArena(c, CommunicatorChecks::failedStart);
    withArena(c, CommunicatorChecks::split);
    withArena(c, CommunicatorChecks::wrongRank);
  }

  static void withArena(Communicator c, Unsized body) {
    try (Arena arena = Arena.ofShared()) {
      body.check(c, arena);
    }
  }

  /** Bytes that tell their rank and place. */
  public static MemorySegment pattern(Arena arena, int rank, long length) {
    MemorySegment bytes = arena.allocate(Math.max(1, length)).asSlice(0, length);
    long first = Math.min(length, PERIOD);
    for (long i = 0; i < first; i++) bytes.set(ValueLayout.JAVA_BYTE, i, (byte) (31 * rank + i * 7 + (i >> 8)));
    for (long i = first; i < length; i += PERIOD) {
      bytes.asSlice(i, Math.min(PERIOD, length - i)).copyFrom(bytes.asSlice(0, Math.min(PERIOD, length - i)));
    }
    return bytes;
  }

  public static void assertSame(MemorySegment got, MemorySegment expected) {
    assertThat(got.mismatch(expected)).isEqualTo(-1);
  }

  static void broadcast(Communicator c, Arena arena, long length) {
    for (int root = 0; root < c.size(); root++) {
      MemorySegment bytes = pattern(arena, c.rank(), length);
      c.broadcast(bytes, root);
      assertSame(bytes, pattern(arena, root, length));
    }
  }

  static void allGather(Communicator c, Arena arena, long length) {
    long[] lengths = IntStream.range(0, c.size()).mapToLong(r -> r % 2 == 0 ? length : length / 3).toArray();
    MemorySegment all = pattern(arena, 99, LengthSums.total(lengths));
    c.allGather(pattern(arena, c.rank(), lengths[c.rank()]), all, lengths);
    for (int r = 0; r < c.size(); r++) {
      assertSame(all.asSlice(LengthSums.before(lengths, r), lengths[r]), pattern(arena, r, lengths[r]));
    }
  }

  static void gatherAndScatter(Communicator c, Arena arena, long length) {
    long[] lengths = IntStream.range(0, c.size()).mapToLong(r -> length + r).toArray();
    for (int root = 0; root < c.size(); root++) {
      MemorySegment all = c.rank() == root ? pattern(arena, 99, LengthSums.total(lengths)) : MemorySegment.NULL;
      c.gather(pattern(arena, c.rank(), lengths[c.rank()]), all, lengths, root);
      for (int r = 0; c.rank() == root && r < c.size(); r++) {
        assertSame(all.asSlice(LengthSums.before(lengths, r), lengths[r]), pattern(arena, r, lengths[r]));
      }
      MemorySegment mine = pattern(arena, 77, lengths[c.rank()]);
      c.scatter(all, mine, lengths, root);
      assertSame(mine, pattern(arena, c.rank(), lengths[c.rank()]));
    }
  }

  static void allToAll(Communicator c, Arena arena, long length) {
    MemorySegment out = pattern(arena, 0, length * c.size());
    for (int r = 0; r < c.size(); r++) {
      out.asSlice(r * length, length).copyFrom(pattern(arena, 10 * c.rank() + r, length));
    }
    MemorySegment in = pattern(arena, 99, length * c.size());
    c.allToAll(out, in);
    for (int r = 0; r < c.size(); r++) {
      assertSame(in.asSlice(r * length, length), pattern(arena, 10 * r + c.rank(), length));
    }
  }

  static void sendAndReceive(Communicator c, Arena arena, long length) {
    for (int turn = 0; turn < 3; turn++) {
      if (c.rank() > 0) {
        MemorySegment got = pattern(arena, 99, length);
        c.receive(c.rank() - 1, got);
        assertSame(got, pattern(arena, c.rank() - 1 + turn, length));
      }
      if (c.rank() < c.size() - 1) c.send(c.rank() + 1, pattern(arena, c.rank() + turn, length));
    }
  }

  /** Between two ranks: two gibibytes and a little, most of them zeros, one way and, to all, the other way. */
  static void moreThanAnIntCounts(Communicator c) {
    long length = (1L << 31) + 11;
    try (Memory memory = Memory.allocate(length)) {
      MemorySegment bytes = memory.segment();
      if (c.rank() == 0) {
        mark(bytes, 1);
        c.send(1, bytes);
      } else {
        c.receive(0, bytes);
        assertMarked(bytes, 1);
        mark(bytes, 5);
      }
      c.broadcast(bytes, 1);
      assertMarked(bytes, 5);
    }
  }

  /** Between two ranks: what each has is counted by an int, and what both have is not. */
  static void allGatherMoreThanAnIntCounts(Communicator c) {
    long[] lengths = {(1L << 30) + 7, (1L << 30) + 4};
    try (Memory mine = Memory.allocate(lengths[c.rank()]); Memory all = Memory.allocate(lengths[0] + lengths[1])) {
      mine.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) (3 + c.rank()));
      mine.segment().set(ValueLayout.JAVA_BYTE, lengths[c.rank()] - 1, (byte) (7 + c.rank()));
      c.allGather(mine.segment(), all.segment(), lengths);
      long[] marked = {0, lengths[0] - 1, lengths[0], lengths[0] + lengths[1] - 1};
      byte[] marks = {3, 7, 4, 8};
      for (int m = 0; m < 4; m++) assertThat(all.segment().get(ValueLayout.JAVA_BYTE, marked[m])).isEqualTo(marks[m]);
      assertThat(all.segment().get(ValueLayout.JAVA_BYTE, 1L << 31)).isZero();
    }
  }

  private static long[] places(MemorySegment bytes) {
    return new long[] {0, (1L << 31) - 1, 1L << 31, bytes.byteSize() - 1};
  }

  private static void mark(MemorySegment bytes, int first) {
    for (long place : places(bytes)) bytes.set(ValueLayout.JAVA_BYTE, place, (byte) first++);
  }

  private static void assertMarked(MemorySegment bytes, int first) {
    for (long place : places(bytes)) assertThat(bytes.get(ValueLayout.JAVA_BYTE, place)).isEqualTo((byte) first++);
    assertThat(bytes.get(ValueLayout.JAVA_BYTE, (1L << 31) - 2)).isZero();
    assertThat(bytes.get(ValueLayout.JAVA_BYTE, (1L << 31) + 1)).isZero();
  }

  /** What is started does what is called. */
  static void started(Communicator c, Arena arena) {
    Communicator starting = new StartingCommunicator(c);
    for (long length : new long[] {0, 1, 4095, 65_537}) {
      broadcast(starting, arena, length);
      allGather(starting, arena, length);
      gatherAndScatter(starting, arena, length);
      allToAll(starting, arena, length);
      sendAndReceive(starting, arena, length);
    }
    ReductionChecks.anyOrder(starting, arena);
    ReductionChecks.inOrder(starting, arena);
  }

  static void barrier(Communicator c, MemorySegment arrivals) {
    for (int turn = 1; turn <= 100; turn++) {
      COUNTER.getAndAdd(arrivals, 0L, 1L);
      c.barrier();
      assertThat((long) COUNTER.getVolatile(arrivals, 0L)).isGreaterThanOrEqualTo((long) turn * c.size());
      c.barrier();
    }
  }

  /** Rank 0 starts first and goes on; the others come when it has said so by another way. */
  static void startedBeforeOthersCome(Communicator c, MemorySegment mark) {
    withArena(c, (self, arena) -> {
      MemorySegment bytes = pattern(arena, c.rank(), 100);
      while (c.rank() != 0 && (long) COUNTER.getAcquire(mark, 0L) == 0) Thread.onSpinWait();
      Pending pending = c.start(() -> c.broadcast(bytes, c.size() - 1));
      assertThat(c.rank() == 0 && c.size() > 1 && pending.isDone()).isFalse();
      COUNTER.setRelease(mark, 0L, 1L);
      pending.await();
      assertSame(bytes, pattern(arena, c.size() - 1, 100));
      assertThat(pending.isDone()).isTrue();
    });
  }

  /** What is started, and what is called meanwhile, meets its like on every rank, also where all is of one length. */
  static void startedInOrder(Communicator c, Arena arena) {
    int count = 20;
    MemorySegment[] bytes = new MemorySegment[count];
    Pending last = null;
    for (int i = 0; i < count; i++) {
      MemorySegment own = pattern(arena, 1000 * i + c.rank(), 5000);
      bytes[i] = own;
      int root = i % c.size();
      if (i % 3 == 2) c.broadcast(own, root);
      else last = c.start(() -> c.broadcast(own, root));
    }
    last.await();
    for (int i = 0; i < count; i++) assertSame(bytes[i], pattern(arena, 1000 * i + i % c.size(), 5000));
  }

  /** What goes wrong there is told once: to whoever awaits it, or to the next who calls anything. */
  static void failedStart(Communicator c, Arena arena) {
    Runnable unlucky = () -> {
      throw new IllegalStateException("no luck");
    };
    assertThatThrownBy(c.start(unlucky)::await).isInstanceOf(IllegalStateException.class).hasMessage("no luck");
    c.barrier();
    c.start(unlucky);
    assertThatThrownBy(c::barrier).isInstanceOf(IllegalStateException.class).hasMessage("no luck");
    c.barrier();
  }

  static void split(Communicator c, Arena arena) {
    Communicator group = c.split(c.rank() % 2);
    assertThat(group.size()).isEqualTo((c.size() + 1 - c.rank() % 2) / 2);
    assertThat(group.rank()).isEqualTo(c.rank() / 2);
    MemorySegment bytes = pattern(arena, c.rank(), 1000);
    group.broadcast(bytes, 0);
    assertSame(bytes, pattern(arena, c.rank() % 2, 1000));
  }

  static void wrongRank(Communicator c, Arena arena) {
    assertThatThrownBy(() -> c.broadcast(pattern(arena, 0, 8), c.size()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rank must be in [0, " + c.size() + "), the number of processes, got root=" + c.size());
  }
}
