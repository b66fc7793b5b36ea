package evox.collective;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Every collective, made of sending and receiving alone, so that each transport has them all. */
public final class LinkCommunicator implements Communicator {

  private final Links links;
  private final Routes routes;
  private final Liveness liveness;
  private final Background background;
  private boolean closed;

  /**
   * A communicator over links.
   *
   * @param liveness what is known of the other ranks, and how long to wait for them
   */
  public LinkCommunicator(Links links, Liveness liveness) {
    this(links, liveness, new Background(liveness));
  }

  private LinkCommunicator(Links links, Liveness liveness, Background background) {
    this.links = links;
    this.routes = new Routes(links, liveness);
    this.liveness = liveness;
    this.background = background;
  }

  @Override
  public int rank() {
    return links.rank();
  }

  @Override
  public int size() {
    return links.size();
  }

  @Override
  public String transport() {
    return links.transport();
  }

  @Override
  public Liveness liveness() {
    return liveness;
  }

  /** Dissemination: after step k every rank has heard, by way of others, of 2^k ranks before it. */
  @Override
  public void barrier() {
    named("barrier", () -> {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment out = arena.allocate(1);
        MemorySegment in = arena.allocate(1);
        for (int step = 1; step < size(); step *= 2) routes.exchange(routes.after(step), out, routes.before(step), in);
      }
    });
  }

  @Override
  public void broadcast(MemorySegment bytes, int root) {
    requireRank("root", root);
    named("broadcast", () -> routes.spread(bytes, root));
  }

  /** A ring: each rank passes on what it heard last, so that every link carries every byte once. */
  @Override
  public void allGather(MemorySegment mine, MemorySegment all, long[] lengths) {
    requireLengths(mine, all, lengths);
    named("all-gather", () -> {
      long[] starts = starts(lengths);
      routes.beginRing(mine, block(all, starts, rank()), block(all, starts, routes.before(1)));
      for (int step = 1; step < size() - 1; step++) {
        routes.exchange(routes.after(1), block(all, starts, routes.before(step)),
            routes.before(1), block(all, starts, routes.before(step + 1)));
      }
    });
  }

  @Override
  public void gather(MemorySegment mine, MemorySegment all, long[] lengths, int root) {
    requireRank("root", root);
    requireLengths(mine, rank() == root ? all : null, lengths);
    named("gather", () -> {
      if (rank() != root) {
        routes.put(root, mine);
        return;
      }
      long[] starts = starts(lengths);
      block(all, starts, root).copyFrom(mine);
      for (int from = 0; from < size(); from++) if (from != root) routes.take(from, block(all, starts, from));
    });
  }

  @Override
  public void scatter(MemorySegment all, MemorySegment mine, long[] lengths, int root) {
    requireRank("root", root);
    requireLengths(mine, rank() == root ? all : null, lengths);
    named("scatter", () -> {
      if (rank() != root) {
        routes.take(root, mine);
        return;
      }
      long[] starts = starts(lengths);
      for (int to = 0; to < size(); to++) if (to != root) routes.put(to, block(all, starts, to));
      mine.copyFrom(block(all, starts, root));
    });
  }

  @Override
  public void allToAll(MemorySegment out, MemorySegment in) {
    if (out.byteSize() != in.byteSize() || out.byteSize() % size() != 0) {
      throw new IllegalArgumentException("both segments must hold one block for each of " + size()
          + " ranks, got out=" + out.byteSize() + ", in=" + in.byteSize());
    }
    named("all-to-all", () -> {
      long length = out.byteSize() / size();
      in.asSlice(rank() * length, length).copyFrom(out.asSlice(rank() * length, length));
      for (int step = 1; step < size(); step++) {
        routes.exchange(routes.after(step), out.asSlice(routes.after(step) * length, length),
            routes.before(step), in.asSlice(routes.before(step) * length, length));
      }
    });
  }

  @Override
  public void allReduce(MemorySegment longs, LongFold fold) {
    named("all-reduce", () -> {
      routes.combine(longs, fold, 0);
      routes.spread(longs, 0);
    });
  }

  @Override
  public void reduce(MemorySegment longs, LongFold fold, int root) {
    requireRank("root", root);
    named("reduce", () -> routes.combine(longs, fold, root));
  }

  @Override
  public void allReduce(MemorySegment rows, MemorySegment folded, DoubleBinaryOperator operation) {
    RowFold fold = new RowFold(rows, folded, operation);
    named("all-reduce", () -> {
      routes.passOn(fold);
      routes.spread(folded, size() - 1);
    });
  }

  @Override
  public void reduce(MemorySegment rows, MemorySegment folded, DoubleBinaryOperator operation, int root) {
    requireRank("root", root);
    RowFold fold = new RowFold(rows, folded, operation);
    named("reduce", () -> {
      routes.passOn(fold);
      int last = size() - 1;
      if (root == last) return;
      if (rank() == last) routes.put(root, folded);
      if (rank() == root) routes.take(last, folded);
    });
  }

  @Override
  public void send(int to, MemorySegment bytes) {
    requireRank("to", to);
    named("send", () -> routes.put(to, bytes));
  }

  @Override
  public void receive(int from, MemorySegment bytes) {
    requireRank("from", from);
    named("receive", () -> routes.take(from, bytes));
  }

  @Override
  public Communicator split(int color) {
    if (color < 0) throw new IllegalArgumentException("color must be 0 or more, got color=" + color);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mine = arena.allocate(Long.BYTES);
      MemorySegment all = arena.allocate((long) Long.BYTES * size());
      mine.set(JAVA_LONG_UNALIGNED, 0, color);
      allGather(mine, all, LongStream.generate(() -> Long.BYTES).limit(size()).toArray());
      int[] members = IntStream.range(0, size())
          .filter(r -> all.getAtIndex(JAVA_LONG_UNALIGNED, r) == color).toArray();
      return new LinkCommunicator(
          new SubsetLinks(links, members), new SubsetLiveness(liveness, members), background);
    }
  }

  @Override
  public Pending start(Runnable work) {
    return background.start(work);
  }

  @Override
  public void close() {
    if (closed) return;
    closed = true;
    if (!(links instanceof SubsetLinks)) background.close();
    links.close();
  }

  private void requireRank(String name, int value) {
    if (value < 0 || value >= size()) {
      throw new IllegalArgumentException("rank must be in [0, " + size() + "), the number of processes, got "
          + name + "=" + value);
    }
  }

  private void requireLengths(MemorySegment mine, MemorySegment all, long[] lengths) {
    if (lengths.length != size() || mine.byteSize() != lengths[rank()]
        || (all != null && all.byteSize() != sum(lengths))) {
      throw new IllegalArgumentException("segments must be as long as the lengths of the " + size()
          + " ranks say, got mine=" + mine.byteSize() + (all == null ? "" : ", all=" + all.byteSize())
          + ", lengths=" + Arrays.toString(lengths));
    }
  }

  private static long sum(long[] lengths) {
    long sum = 0;
    for (long length : lengths) sum += length;
    return sum;
  }

  private static long[] starts(long[] lengths) {
    long[] starts = new long[lengths.length + 1];
    for (int r = 0; r < lengths.length; r++) starts[r + 1] = starts[r] + lengths[r];
    return starts;
  }

  private static MemorySegment block(MemorySegment all, long[] starts, int rank) {
    return all.asSlice(starts[rank], starts[rank + 1] - starts[rank]);
  }

  /** Adds the collective to what is said of a lost rank, here and to all others. */
  private void named(String collective, Runnable work) {
    // The thread in the background waits while others of this rank compute: that is no waiting of the rank.
    boolean waits = !background.isHere();
    if (waits) liveness.waits(true);
    try {
      if (waits) background.settle();
      work.run();
    } catch (PeerLost e) {
      throw liveness.report(e).in(collective);
    } finally {
      if (waits) liveness.waits(false);
    }
  }
}
