package evox.foreign;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * NCCL among GPUs, a rank each. No call waits: each begins something on the GPU's queue, and {@link #isDone} tells whether
 * all is done that was begun. Addresses are those of the GPU's memory. Called by one thread at a time; after an exception
 * all that is left is to {@link #abort} it.
 */
public final class NcclCommunicator {

  private static final int UINT8 = 1;
  private static final int SUCCESS = 0;
  private static final int IN_PROGRESS = 7;

  private final Nccl nccl;
  private final Gpu gpu;

  /** Where the handle is. NCCL writes that of a part when it comes to it, even after an abort: so it stays for good. */
  private final MemorySegment cell = Arena.global().allocate(JAVA_LONG);

  private NcclCommunicator(Nccl nccl, Gpu gpu) {
    this.nccl = nccl;
    this.gpu = gpu;
  }

  static NcclCommunicator join(Nccl nccl, Gpu gpu, NcclId id, int rank, int ranks) {
    NcclCommunicator joining = new NcclCommunicator(nccl, gpu);
    gpu.enter();
    joining.begun("ncclCommInitRankConfig",
        LibNccl.ncclCommInitRankConfig(joining.cell.address(), ranks, id, rank, new NcclSettings()));
    return joining;
  }

  private long handle() {
    return cell.get(JAVA_LONG, 0);
  }

  private void begun(String call, int error) {
    if (error != SUCCESS && error != IN_PROGRESS) throw Nccl.failed(call, error, handle());
  }

  /**
   * Whether all that was begun is done, by NCCL and by the GPU. Asked often.
   *
   * @throws NcclFailed if NCCL has met an error since, such as a rank that is gone
   * @throws GpuFailed if the GPU has
   */
  public boolean isDone() {
    // A part has no handle until the whole is done with making it.
    if (handle() == 0) return false;
    int[] state = new int[1];
    begun("ncclCommGetAsyncError", LibNccl.ncclCommGetAsyncError(handle(), state));
    if (state[0] == IN_PROGRESS) return false;
    begun("what NCCL was to do", state[0]);
    return gpu.isDone();
  }

  /** This GPU's number among them, as NCCL has it. */
  public int rank() {
    int[] rank = new int[1];
    begun("ncclCommUserRank", LibNccl.ncclCommUserRank(handle(), rank));
    return rank[0];
  }

  /** How many there are, as NCCL has it. */
  public int size() {
    int[] ranks = new int[1];
    begun("ncclCommCount", LibNccl.ncclCommCount(handle(), ranks));
    return ranks[0];
  }

  /** Begins to put every rank's bytes, so many of each, one after the other on every rank. */
  public void allGather(long from, long to, long bytes) {
    begun("ncclAllGather", LibNccl.ncclAllGather(from, to, bytes, UINT8, handle(), gpu.enter()));
  }

  /** Begins to copy the root's bytes to every rank. */
  public void broadcast(long address, long bytes, int root) {
    begun("ncclBroadcast", LibNccl.ncclBroadcast(address, address, bytes, UINT8, root, handle(), gpu.enter()));
  }

  /**
   * Begins to combine the ranks' vectors, and to leave block r of the result on rank r.
   *
   * @param from a block of {@code count} numbers for each rank
   * @param to one block
   */
  public void reduceScatter(long from, long to, long count, NcclFold fold) {
    begun("ncclReduceScatter",
        LibNccl.ncclReduceScatter(from, to, count, fold.type, fold.operation, handle(), gpu.enter()));
  }

  /** Begins to combine the ranks' vectors of {@code count} numbers, in place. */
  public void allReduce(long longs, long count, NcclFold fold) {
    begun("ncclAllReduce",
        LibNccl.ncclAllReduce(longs, longs, count, fold.type, fold.operation, handle(), gpu.enter()));
  }

  /** Begins to send bytes to a rank, which receives as many. */
  public void send(int to, long address, long bytes) {
    begun("ncclSend", LibNccl.ncclSend(address, bytes, UINT8, to, handle(), gpu.enter()));
  }

  /** Begins to receive bytes from a rank. */
  public void receive(int from, long address, long bytes) {
    begun("ncclRecv", LibNccl.ncclRecv(address, bytes, UINT8, from, handle(), gpu.enter()));
  }

  /** Begins all that the body begins as one, so that none of it waits for another. */
  public void group(Runnable body) {
    begun("ncclGroupStart", LibNccl.ncclGroupStart());
    int ended;
    try {
      body.run();
    } finally {
      ended = LibNccl.ncclGroupEnd();
    }
    begun("ncclGroupEnd", ended);
  }

  /**
   * Checks that communicators can be {@link #split}.
   *
   * @throws NcclFailed if this NCCL is too old for it
   */
  public void requireSplit() {
    if (!nccl.splits()) {
      throw new NcclFailed("NCCL must be 2.18 or newer to split a communicator, got " + nccl.version()
          + "; join another one instead");
    }
  }

  /**
   * Begins to make the communicator of those ranks that pass the same color. The part can be used once this one is done,
   * and then the part.
   *
   * @param color 0 or more
   * @param key by which the part's ranks are in order
   * @throws NcclFailed also if this NCCL is too old for it
   */
  public NcclCommunicator split(int color, int key) {
    requireSplit();
    NcclCommunicator part = new NcclCommunicator(nccl, gpu);
    gpu.enter();
    begun("ncclCommSplit", LibNccl.Split.ncclCommSplit(handle(), color, key, part.cell.address(), 0));
    return part;
  }

  /** Begins to end it, in order, on all ranks; once this is done it is to be {@link #destroy destroyed}. */
  public void end() {
    gpu.enter();
    begun("ncclCommFinalize", LibNccl.ncclCommFinalize(handle()));
  }

  /** Gives back what an ended one holds. */
  public void destroy() {
    long ended = taken();
    if (ended != 0) begun("ncclCommDestroy", LibNccl.ncclCommDestroy(ended));
  }

  /** Breaks off whatever was begun and gives back what it holds; throws nothing, for something has failed before. */
  public void abort() {
    try {
      gpu.enter();
    } catch (GpuFailed e) {
      // Of a GPU that is gone there is still NCCL's part to give back.
    }
    long broken = taken();
    if (broken != 0) LibNccl.ncclCommAbort(broken);
  }

  private long taken() {
    long handle = handle();
    cell.set(JAVA_LONG, 0, 0);
    return handle;
  }
}
