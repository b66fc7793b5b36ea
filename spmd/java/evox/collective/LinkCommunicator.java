package evox.collective;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import evox.memory.LongCopy;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Every collective, made of sending and receiving alone, so that each transport has them all. */
public final class LinkCommunicator implements Communicator {

  /** Bytes that are worked on at a time: whole longs, few enough to stay in a core's own cache. */
  private static final long PIECE = 1 << 18;

  private final Links links;
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
        for (int step = 1; step < size(); step *= 2) exchange(after(step), out, before(step), in);
      }
    });
  }

  @Override
  public void broadcast(MemorySegment bytes, int root) {
    requireRank("root", root);
    named("broadcast", () -> spread(bytes, root));
  }

  /** A ring: each rank passes on what it heard last, so that every link carries every byte once. */
  @Override
  public void allGather(MemorySegment mine, MemorySegment all, long[] lengths) {
    requireLengths(mine, all, lengths);
    named("all-gather", () -> {
      long[] starts = starts(lengths);
      begin(mine, block(all, starts, rank()), block(all, starts, before(1)));
      for (int step = 1; step < size() - 1; step++) {
        exchange(after(1), block(all, starts, before(step)), before(1), block(all, starts, before(step + 1)));
      }
    });
  }

  /**
   * The first step of a ring. Each piece of a rank's own block is sent from where this core has just copied it; or the whole
   * before it is copied, so that nobody waits for that.
   */
  private void begin(MemorySegment mine, MemorySegment own, MemorySegment next) {
    if (!links.prefersPieces()) {
      if (size() > 1) exchange(after(1), mine, before(1), next);
      LongCopy.copy(mine, 0, own, 0, own.byteSize());
      return;
    }
    for (long at = 0; at < Math.max(own.byteSize(), next.byteSize()); at += PIECE) {
      MemorySegment piece = piece(own, at);
      LongCopy.copy(piece(mine, at), 0, piece, 0, piece.byteSize());
      if (size() > 1) exchange(after(1), piece, before(1), piece(next, at));
    }
  }

  @Override
  public void gather(MemorySegment mine, MemorySegment all, long[] lengths, int root) {
    requireRank("root", root);
    requireLengths(mine, rank() == root ? all : null, lengths);
    named("gather", () -> {
      if (rank() != root) {
        put(root, mine);
        return;
      }
      long[] starts = starts(lengths);
      block(all, starts, root).copyFrom(mine);
      for (int from = 0; from < size(); from++) if (from != root) take(from, block(all, starts, from));
    });
  }

  @Override
  public void scatter(MemorySegment all, MemorySegment mine, long[] lengths, int root) {
    requireRank("root", root);
    requireLengths(mine, rank() == root ? all : null, lengths);
    named("scatter", () -> {
      if (rank() != root) {
        take(root, mine);
        return;
      }
      long[] starts = starts(lengths);
      for (int to = 0; to < size(); to++) if (to != root) put(to, block(all, starts, to));
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
        exchange(after(step), out.asSlice(after(step) * length, length),
            before(step), in.asSlice(before(step) * length, length));
      }
    });
  }

  @Override
  public void allReduce(MemorySegment longs, LongFold fold) {
    named("all-reduce", () -> {
      combine(longs, fold, 0);
      spread(longs, 0);
    });
  }

  @Override
  public void reduce(MemorySegment longs, LongFold fold, int root) {
    requireRank("root", root);
    named("reduce", () -> combine(longs, fold, root));
  }

  @Override
  public void allReduce(MemorySegment rows, MemorySegment folded, DoubleBinaryOperator operation) {
    RowFold fold = new RowFold(rows, folded, operation);
    named("all-reduce", () -> {
      passOn(fold);
      spread(folded, size() - 1);
    });
  }

  @Override
  public void reduce(MemorySegment rows, MemorySegment folded, DoubleBinaryOperator operation, int root) {
    requireRank("root", root);
    RowFold fold = new RowFold(rows, folded, operation);
    named("reduce", () -> {
      passOn(fold);
      int last = size() - 1;
      if (root == last) return;
      if (rank() == last) put(root, folded);
      if (rank() == root) take(last, folded);
    });
  }

  @Override
  public void send(int to, MemorySegment bytes) {
    requireRank("to", to);
    named("send", () -> put(to, bytes));
  }

  @Override
  public void receive(int from, MemorySegment bytes) {
    requireRank("from", from);
    named("receive", () -> take(from, bytes));
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

  /** The piece that begins there, shorter at the block's end; beyond it, one of no bytes. */
  private static MemorySegment piece(MemorySegment block, long at) {
    if (at == 0 && block.byteSize() <= PIECE) return block;
    long from = Math.min(at, block.byteSize());
    return block.asSlice(from, Math.min(PIECE, block.byteSize() - from));
  }

  private void put(int to, MemorySegment bytes) {
    exchange(to, bytes, to, MemorySegment.NULL);
  }

  private void take(int from, MemorySegment bytes) {
    exchange(from, MemorySegment.NULL, from, bytes);
  }

  /** Puts to one rank while taking from another: both make progress, so that rings of ranks do not lock up. */
  private void exchange(int to, MemorySegment out, int from, MemorySegment in) {
    Patience patience = new Patience(liveness);
    long put = 0;
    long taken = 0;
    while (put < out.byteSize() || taken < in.byteSize()) {
      long puts = put < out.byteSize() ? links.put(to, out, put) : 0;
      long takes = taken < in.byteSize() ? links.take(from, in, taken) : 0;
      put += puts;
      taken += takes;
      if (puts + takes == 0) patience.pause(taken < in.byteSize() ? from : to);
      else patience.reset();
    }
  }

  /** A binomial tree: in each round all ranks that have the bytes pass them on. */
  private void spread(MemorySegment bytes, int root) {
    int place = Math.floorMod(rank() - root, size());
    int reach = 1;
    while (reach <= place) reach *= 2;
    if (place > 0) take(Math.floorMod(place - reach / 2 + root, size()), bytes);
    for (; place + reach < size(); reach *= 2) put(Math.floorMod(place + reach + root, size()), bytes);
  }

  /** From rank to rank, piece by piece: the next has the first while this one folds the second. */
  private void passOn(RowFold fold) {
    MemorySegment folded = fold.folded();
    for (long at = 0; at < folded.byteSize(); at += PIECE) {
      MemorySegment piece = folded.asSlice(at, Math.min(PIECE, folded.byteSize() - at));
      if (rank() > 0) take(rank() - 1, piece);
      fold.fold(at, piece.byteSize());
      if (rank() < size() - 1) put(rank() + 1, piece);
    }
  }

  /** Piece by piece, so that no second copy is held, and that ranks fold one while the next is on its way. */
  private void combine(MemorySegment longs, LongFold fold, int root) {
    if (size() == 1) return;
    long length = longs.byteSize();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment theirs = arena.allocate(Math.min(PIECE, length), Long.BYTES);
      for (long at = 0; at < length; at += PIECE) {
        long count = Math.min(PIECE, length - at);
        combine(longs.asSlice(at, count), theirs.asSlice(0, count), fold, root);
      }
    }
  }

  /** The tree of {@link #spread} upside down; the operations are such that its shape does not show. */
  private void combine(MemorySegment longs, MemorySegment theirs, LongFold fold, int root) {
    int place = Math.floorMod(rank() - root, size());
    for (int reach = 1; reach < size(); reach *= 2) {
      if ((place & reach) != 0) {
        put(Math.floorMod(place - reach + root, size()), longs);
        return;
      }
      if (place + reach >= size()) continue;
      take(Math.floorMod(place + reach + root, size()), theirs);
      for (long i = 0; i < longs.byteSize() / Long.BYTES; i++) {
        longs.setAtIndex(JAVA_LONG_UNALIGNED, i, fold.apply(
            longs.getAtIndex(JAVA_LONG_UNALIGNED, i), theirs.getAtIndex(JAVA_LONG_UNALIGNED, i)));
      }
    }
  }

  private int after(int steps) {
    int place = rank() + steps;
    return place < size() ? place : place - size();
  }

  private int before(int steps) {
    int place = rank() - steps;
    return place >= 0 ? place : place + size();
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
