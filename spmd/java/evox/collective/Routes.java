package evox.collective;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import evox.memory.LongCopy;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The ways that bytes go from rank to rank: straight, round a ring, along a chain, down a tree and up again. */
final class Routes {

  /** Bytes that are worked on at a time: whole longs, few enough to stay in a core's own cache. */
  private static final long PIECE = 1 << 18;

  private final Links links;
  private final Liveness liveness;

  Routes(Links links, Liveness liveness) {
    this.links = links;
    this.liveness = liveness;
  }

  /** The rank so many places after this one, in a ring. */
  int after(int steps) {
    int place = links.rank() + steps;
    return place < links.size() ? place : place - links.size();
  }

  /** The rank so many places before this one. */
  int before(int steps) {
    int place = links.rank() - steps;
    return place >= 0 ? place : place + links.size();
  }

  /** Puts all of it; returns when it may be overwritten. */
  void put(int to, MemorySegment bytes) {
    exchange(to, bytes, to, MemorySegment.NULL);
  }

  /** Takes as many bytes as there is room for. */
  void take(int from, MemorySegment bytes) {
    exchange(from, MemorySegment.NULL, from, bytes);
  }

  /** Puts to one rank while taking from another: both make progress, so that rings of ranks do not lock up. */
  void exchange(int to, MemorySegment out, int from, MemorySegment in) {
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

  /**
   * The first step of a ring. A rank's own block is sent before it is copied, so that nobody waits for that; or each piece of
   * it from where this core has just copied it.
   */
  void beginRing(MemorySegment mine, MemorySegment own, MemorySegment next) {
    if (!links.prefersPieces()) {
      if (links.size() > 1) exchange(after(1), mine, before(1), next);
      LongCopy.copy(mine, 0, own, 0, own.byteSize());
      return;
    }
    for (long at = 0; at < Math.max(own.byteSize(), next.byteSize()); at += PIECE) {
      MemorySegment piece = piece(own, at);
      LongCopy.copy(piece(mine, at), 0, piece, 0, piece.byteSize());
      if (links.size() > 1) exchange(after(1), piece, before(1), piece(next, at));
    }
  }

  /** The piece that begins there, shorter at the block's end; beyond it, one of no bytes. */
  private static MemorySegment piece(MemorySegment block, long at) {
    if (at == 0 && block.byteSize() <= PIECE) return block;
    long from = Math.min(at, block.byteSize());
    return block.asSlice(from, Math.min(PIECE, block.byteSize() - from));
  }

  /** A binomial tree: in each round all ranks that have the bytes pass them on. */
  void spread(MemorySegment bytes, int root) {
    int place = Math.floorMod(links.rank() - root, links.size());
    int reach = 1;
    while (reach <= place) reach *= 2;
    if (place > 0) take(Math.floorMod(place - reach / 2 + root, links.size()), bytes);
    for (; place + reach < links.size(); reach *= 2) put(Math.floorMod(place + reach + root, links.size()), bytes);
  }

  /** From rank to rank, piece by piece: the next has the first while this one folds the second. */
  void passOn(RowFold fold) {
    MemorySegment folded = fold.folded();
    for (long at = 0; at < folded.byteSize(); at += PIECE) {
      MemorySegment piece = folded.asSlice(at, Math.min(PIECE, folded.byteSize() - at));
      if (links.rank() > 0) take(links.rank() - 1, piece);
      fold.fold(at, piece.byteSize());
      if (links.rank() < links.size() - 1) put(links.rank() + 1, piece);
    }
  }

  /** Piece by piece, so that no second copy is held, and that ranks fold one while the next is on its way. */
  void combine(MemorySegment longs, LongFold fold, int root) {
    if (links.size() == 1) return;
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
    int place = Math.floorMod(links.rank() - root, links.size());
    for (int reach = 1; reach < links.size(); reach *= 2) {
      if ((place & reach) != 0) {
        put(Math.floorMod(place - reach + root, links.size()), longs);
        return;
      }
      if (place + reach >= links.size()) continue;
      take(Math.floorMod(place + reach + root, links.size()), theirs);
      for (long i = 0; i < longs.byteSize() / Long.BYTES; i++) {
        longs.setAtIndex(JAVA_LONG_UNALIGNED, i, fold.apply(
            longs.getAtIndex(JAVA_LONG_UNALIGNED, i), theirs.getAtIndex(JAVA_LONG_UNALIGNED, i)));
      }
    }
  }
}
