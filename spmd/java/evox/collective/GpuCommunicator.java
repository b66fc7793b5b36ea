package evox.collective;

import evox.foreign.Gpu;
import evox.foreign.GpuFailed;
import evox.foreign.Nccl;
import evox.foreign.NcclCommunicator;
import evox.foreign.NcclFailed;
import evox.foreign.NcclFold;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;

/**
 * What the GPUs of the ranks of a communicator do together, from memory to memory of theirs, by NCCL. Every rank calls the
 * same operations in the same order, from one thread; each call returns when this rank's part is done. An operation
 * follows all that was begun on the GPU before.
 *
 * <p>Nothing of doubles is summed: there are sums of integers, and least values. Of doubles the least is that of their
 * keys in the order of fitness, which are integers.
 *
 * <p>A rank that is lost, an error and a deadline that has passed end an operation on every rank, with an exception that
 * names it; what NCCL was doing is broken off, and only {@link #close} is left to be called.
 */
public final class GpuCommunicator implements AutoCloseable {

  private static final int ID_BYTES = 128;

  private final Liveness liveness;
  private final int rank;
  private final int size;
  private final Gpu gpu;
  private final QueueWait wait;
  private NcclCommunicator nccl;

  private GpuCommunicator(Liveness liveness, int rank, int size, Gpu gpu) {
    this.liveness = liveness;
    this.rank = rank;
    this.size = size;
    this.gpu = gpu;
    this.wait = new QueueWait(liveness, rank, size);
  }

  /**
   * The GPUs of all ranks; every rank calls this, each with a GPU of its own.
   *
   * @param ranks by whom NCCL's id is carried to all
   * @param patience how long NCCL may take to start: it loads kernels and connects GPUs, seconds on a large machine
   * @throws NcclFailed if NCCL can't be started
   * @throws PeerLost if a rank is lost meanwhile
   */
  public static GpuCommunicator join(Communicator ranks, Gpu gpu, Nccl library, Duration patience) {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment id = arena.allocate(ID_BYTES);
      NcclFailed none = ranks.rank() == 0 ? fill(id, library) : null;
      ranks.broadcast(id, 0);
      if (none != null) throw none;
      if (id.mismatch(arena.allocate(ID_BYTES)) < 0) {
        throw new NcclFailed("NCCL must have an id for its ranks, got none from " + ranks.liveness().name(0));
      }
      GpuCommunicator joined = new GpuCommunicator(ranks.liveness(), ranks.rank(), ranks.size(), gpu);
      joined.finishOwnWork();
      joined.named("start of NCCL", () -> {
        joined.nccl = library.join(gpu, id.toArray(ValueLayout.JAVA_BYTE), ranks.rank(), ranks.size());
        joined.wait.await(joined.nccl, patience);
        joined.requirePlace();
      });
      return joined;
    }
  }

  /** The others wait for an id: where there is none, they are sent zeros. */
  private static NcclFailed fill(MemorySegment id, Nccl library) {
    try {
      id.copyFrom(MemorySegment.ofArray(library.uniqueId()));
      return null;
    } catch (NcclFailed e) {
      return e;
    }
  }

  private void requirePlace() {
    if (nccl.rank() == rank && nccl.size() == size) return;
    throw new NcclFailed("NCCL must have each rank in its place, rank=" + rank + " of " + size + ", got rank="
        + nccl.rank() + " of " + nccl.size());
  }

  /** This GPU's number, in [0, {@link #size}): its process's rank. */
  public int rank() {
    return rank;
  }

  /** How many GPUs there are. */
  public int size() {
    return size;
  }

  /** Copies the root's bytes to every rank. */
  public void broadcast(long address, long bytes, int root) {
    requireRank("root", root);
    complete("broadcast", () -> nccl.broadcast(address, bytes, root));
  }

  /**
   * Puts every rank's bytes one after the other, in the order of ranks, on every rank.
   *
   * @param bytes of each rank, the same everywhere
   */
  public void allGather(long mine, long all, long bytes) {
    complete("all-gather", () -> nccl.allGather(mine, all, bytes));
  }

  /**
   * Copies pieces of one block to every rank, each piece from a root of its own. With piece r from rank r this gathers
   * what the ranks have, also where that is of different lengths.
   *
   * @param block the address, on this rank
   * @param offsets of the pieces, in bytes
   * @param lengths of the pieces, in bytes; the same on every rank, as all of this is
   */
  public void broadcastPieces(long block, long[] offsets, long[] lengths, int[] roots) {
    for (int root : roots) requireRank("root", root);
    complete("broadcast of pieces", () -> nccl.group(() -> {
      for (int p = 0; p < lengths.length; p++) {
        if (lengths[p] > 0) nccl.broadcast(block + offsets[p], lengths[p], roots[p]);
      }
    }));
  }

  /**
   * Combines the ranks' vectors of integers, of 64 bits each, and leaves block r of the result on rank r.
   *
   * @param all a block for each rank
   * @param mine receives this rank's block
   * @param count integers of a block
   */
  public void reduceScatter(long all, long mine, long count, NcclFold fold) {
    complete("reduce-scatter", () -> nccl.reduceScatter(all, mine, count, fold));
  }

  /** Combines the ranks' vectors of integers, of 64 bits each; every rank has the result in place of its own. */
  public void allReduce(long longs, long count, NcclFold fold) {
    complete("all-reduce", () -> nccl.allReduce(longs, count, fold));
  }

  /** Sends bytes to a rank, which calls {@link #receive} for them, or {@link #exchange}. */
  public void send(int to, long address, long bytes) {
    requireRank("to", to);
    complete("send", () -> nccl.send(to, address, bytes));
  }

  /** Receives as many bytes from a rank as it sends. */
  public void receive(int from, long address, long bytes) {
    requireRank("from", from);
    complete("receive", () -> nccl.receive(from, address, bytes));
  }

  /** Sends to one rank while receiving as many bytes from another. */
  public void exchange(int to, long out, int from, long in, long bytes) {
    requireRank("to", to);
    requireRank("from", from);
    complete("exchange", () -> nccl.group(() -> {
      nccl.send(to, out, bytes);
      nccl.receive(from, in, bytes);
    }));
  }

  /**
   * The GPUs of those ranks that pass the same color, in the order of their ranks here.
   *
   * @param ranks the ranks of the same color, as {@link Communicator#split} gives them
   * @param color 0 or more
   * @throws NcclFailed also if NCCL is older than 2.18
   */
  public GpuCommunicator split(Communicator ranks, int color) {
    if (color < 0) throw new IllegalArgumentException("color must be 0 or more, got color=" + color);
    requireOpen();
    nccl.requireSplit();
    GpuCommunicator part = new GpuCommunicator(ranks.liveness(), ranks.rank(), ranks.size(), gpu);
    complete("split", () -> part.nccl = nccl.split(color, rank));
    part.named("split", () -> {
      part.wait.await(part.nccl);
      part.requirePlace();
    });
    return part;
  }

  /** Ends it in order; every rank calls this. After an exception it has ended already. */
  @Override
  public void close() {
    if (nccl == null) return;
    complete("end of NCCL", nccl::end);
    nccl.destroy();
    nccl = null;
  }

  /**
   * As {@link #close}, for one that can't know whether the others come to it: where they don't, within the patience, it is
   * broken off. One that leaves after a failure has nobody to wait for, and whoever works meanwhile won't come.
   */
  void leave(Duration patience) {
    if (nccl == null) return;
    liveness.waits(true);
    try {
      nccl.end();
      wait.awaitAtMost(nccl, patience);
      nccl.destroy();
    } catch (NcclFailed | GpuFailed | PeerLost e) {
      nccl.abort();
    } finally {
      liveness.waits(false);
    }
    nccl = null;
  }

  private void requireOpen() {
    if (nccl == null) throw new IllegalStateException("the GPUs must be connected, got a communicator that has ended");
  }

  private void complete(String collective, Runnable begin) {
    requireOpen();
    finishOwnWork();
    named(collective, () -> {
      begin.run();
      wait.await(nccl);
    });
  }

  /**
   * What this GPU still computes is work, for which the others wait with reason, as long as it takes; what follows is
   * waiting, which has a deadline.
   */
  private void finishOwnWork() {
    try {
      gpu.synchronize();
    } catch (GpuFailed e) {
      abort();
      throw e;
    }
  }

  /**
   * Adds the collective to what is said of a failure, after whatever was begun has been broken off. Where NCCL has met the
   * loss of a rank, it tells that something is wrong, and the world which rank is gone.
   */
  private void named(String collective, Runnable work) {
    liveness.waits(true);
    try {
      work.run();
    } catch (PeerLost e) {
      abort();
      throw e.in(collective);
    } catch (NcclFailed e) {
      abort();
      PeerLost loss = wait.loss();
      throw loss != null ? loss.in(collective) : new NcclFailed(e.getMessage() + ", collective=" + collective);
    } catch (GpuFailed e) {
      abort();
      throw e;
    } finally {
      liveness.waits(false);
    }
  }

  private void abort() {
    if (nccl != null) nccl.abort();
    nccl = null;
  }

  private void requireRank(String name, int of) {
    if (of < 0 || of >= size) {
      throw new IllegalArgumentException(name + " must be a rank in [0, " + size + "), got " + name + "=" + of);
    }
  }
}
