package evox.collective;

import evox.foreign.Gpu;
import evox.foreign.GpuFailed;
import evox.foreign.Nccl;
import evox.foreign.NcclFailed;
import evox.foreign.NcclFold;
import evox.memory.Memory;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Blocks go from GPU to GPU: within a machine by NCCL; between machines what a machine has goes by way of the memory of its
 * first rank, which exchanges it with the first ranks of the others.
 */
public final class GpuBlocks implements BlockCommunicator {

  /** The others are done with all that was begun; they end when this does, or have failed. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final int rank;
  private final Machines machines;
  private final Gpu gpu;
  private final GpuCommunicator near;
  private final Communicator ranksNear;
  private final Communicator leaders;
  private Memory side;
  private boolean pinned;

  private GpuBlocks(int rank, Machines machines, Gpu gpu, GpuCommunicator near, Communicator ranksNear,
      Communicator leaders) {
    this.rank = rank;
    this.machines = machines;
    this.gpu = gpu;
    this.near = near;
    this.ranksNear = ranksNear;
    this.leaders = leaders;
  }

  /**
   * Every rank calls this, each with a GPU of its own.
   *
   * @param patience how long NCCL may take to start
   * @throws NcclFailed if it can't be started here; the others may have started it
   * @throws PeerLost if a rank is lost meanwhile
   */
  public static GpuBlocks join(Communicator ranks, Machines machines, Gpu gpu, Nccl library, Duration patience) {
    Communicator near = ranks.split(machines.of()[ranks.rank()]);
    Communicator alike = ranks.split(machines.isLeader(ranks.rank()) ? 0 : 1);
    try {
      GpuCommunicator gpus = GpuCommunicator.join(near, gpu, library, patience);
      return new GpuBlocks(ranks.rank(), machines, gpu, gpus, near, alike);
    } catch (NcclFailed | GpuFailed | PeerLost e) {
      alike.close();
      near.close();
      throw e;
    }
  }

  @Override
  public String transport() {
    return machines.count() == 1 ? "nccl" : "nccl+" + leaders.transport();
  }

  private boolean leads() {
    return machines.isLeader(rank);
  }

  @Override
  public void allGather(Memory mine, Memory all, long[] lengths) {
    long[] offsets = offsets(lengths);
    long from = mine.on(gpu, false);
    long to = all.on(gpu, true);
    if (lengths[rank] > 0) gpu.copy(from, to + offsets[rank], lengths[rank]);
    int[] here = machines.ranks(machines.of()[rank]);
    near.broadcastPieces(to, select(offsets, here), select(lengths, here), IntStream.range(0, here.length).toArray());
    if (machines.count() == 1) return;
    if (leads()) exchange(to, offsets, lengths);
    int[] elsewhere = IntStream.range(0, lengths.length).filter(r -> machines.of()[r] != machines.of()[rank]).toArray();
    near.broadcastPieces(to, select(offsets, elsewhere), select(lengths, elsewhere), new int[elsewhere.length]);
  }

  private static long[] offsets(long[] lengths) {
    long[] offsets = new long[lengths.length];
    for (int r = 1; r < lengths.length; r++) offsets[r] = offsets[r - 1] + lengths[r - 1];
    return offsets;
  }

  private static long[] select(long[] values, int[] at) {
    return Arrays.stream(at).mapToLong(index -> values[index]).toArray();
  }

  /** Brings to this leader's GPU what the other machines have, and this machine's to the other leaders. */
  private void exchange(long block, long[] offsets, long[] lengths) {
    long[] ofMachines = new long[machines.count()];
    for (int r = 0; r < lengths.length; r++) ofMachines[machines.of()[r]] += lengths[r];
    long mine = ofMachines[machines.of()[rank]];
    // Side by side: what this machine has, then what all have, in the order of machines.
    MemorySegment room = side(mine + Arrays.stream(ofMachines).sum());
    MemorySegment own = room.asSlice(0, mine);
    MemorySegment all = room.asSlice(mine, Arrays.stream(ofMachines).sum());
    long at = 0;
    for (int r : machines.ranks(machines.of()[rank])) {
      if (lengths[r] > 0) gpu.download(block + offsets[r], own.asSlice(at, lengths[r]));
      at += lengths[r];
    }
    leaders.allGather(own, all, ofMachines);
    at = 0;
    for (int machine = 0; machine < ofMachines.length; machine++) {
      for (int r : machines.ranks(machine)) {
        if (machine != machines.of()[rank] && lengths[r] > 0) gpu.upload(all.asSlice(at, lengths[r]), block + offsets[r]);
        at += lengths[r];
      }
    }
  }

  @Override
  public void allReduce(Memory longs, long count, LongFold fold) {
    long block = longs.on(gpu, true);
    near.allReduce(block, count, NcclFold.valueOf(fold.name()));
    if (machines.count() == 1) return;
    if (leads()) {
      MemorySegment ofMachine = side(count * Long.BYTES).asSlice(0, count * Long.BYTES);
      gpu.download(block, ofMachine);
      leaders.allReduce(ofMachine, fold);
      gpu.upload(ofMachine, block);
    }
    near.broadcast(block, count * Long.BYTES, 0);
  }

  /** Memory that the GPU copies from and to without a detour, if the system lets it. */
  private MemorySegment side(long bytes) {
    if (side == null || side.segment().byteSize() < bytes) {
      giveBackSide();
      side = Memory.allocate(bytes);
      pinned = gpu.pin(side.segment());
    }
    return side.segment();
  }

  private void giveBackSide() {
    if (side == null) return;
    if (pinned) gpu.unpin(side.segment());
    side.close();
    side = null;
  }

  @Override
  public void close() {
    try (ranksNear; leaders) {
      try {
        near.leave(FAREWELL);
      } finally {
        giveBackSide();
      }
    }
  }
}
