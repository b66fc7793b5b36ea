package evox.world;

import evox.collective.BlockCommunicator;
import evox.collective.Communicator;
import evox.collective.GpuBlocks;
import evox.collective.HostBlocks;
import evox.collective.Machines;
import evox.foreign.Gpu;
import evox.foreign.Nccl;
import evox.foreign.NcclFailed;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Brings the GPUs of a world's processes together, where each process of a machine has one of its own and NCCL is there.
 *
 * @param machines which ranks are on the same machine
 * @param patience how long NCCL may take to start
 * @param say tells people, on rank 0, what carries the bytes
 */
record GpuMeeting(Machines machines, Duration patience, Map<String, String> environment, Consumer<String> say) {

  /** For processes without GPUs. */
  static final GpuMeeting NONE = new GpuMeeting(Machines.one(), Duration.ZERO, Map.of(), line -> {});

  /** Bytes in which a rank tells of its GPU. */
  private static final int WORDS = 64;

  /** Which of several machines a process believes to be on: how several processes may have one GPU. */
  private static final String HOST_ID = "NCCL_HOSTID";

  /** All ranks call this together. */
  BlockCommunicator meet(Communicator ranks, Device device) {
    // NCCL is for those that are on one machine.
    if (machines.count() == ranks.size()) return new HostBlocks(ranks);
    Gpu gpu = device.gpu();
    Nccl nccl = gpu == null || isOff() ? null : load(ranks);
    List<String> gpus = exchange(ranks, nccl == null ? "" : gpu.bus() + " " + environment.getOrDefault(HOST_ID, ""));
    if (gpus.contains("")) return new HostBlocks(ranks);
    String shared = shared(gpus);
    if (shared != null) {
      tell(ranks, "each process must have a GPU of its own for NCCL, got several at " + shared
          + "; their GPUs work together by way of the processes");
      return new HostBlocks(ranks);
    }
    BlockCommunicator blocks = GpuBlocks.join(ranks, machines, gpu, nccl, patience);
    tell(ranks, ranks.size() + " GPUs work together by NCCL " + nccl.version() + ", transport " + blocks.transport());
    return blocks;
  }

  private boolean isOff() {
    return "off".equalsIgnoreCase(environment.get(Nccl.VARIABLE));
  }

  /** Null where it can't be: then people are told why. */
  private Nccl load(Communicator ranks) {
    try {
      return Nccl.load(environment);
    } catch (NcclFailed e) {
      tell(ranks, e.getMessage() + "; without it GPUs work together by way of their processes, as with "
          + Nccl.VARIABLE + "=off");
      return null;
    }
  }

  private void tell(Communicator ranks, String line) {
    if (ranks.rank() == 0) say.accept(line);
  }

  private static List<String> exchange(Communicator ranks, String mine) {
    try (Arena arena = Arena.ofConfined()) {
      byte[] words = Arrays.copyOf(mine.getBytes(StandardCharsets.UTF_8), WORDS);
      MemorySegment all = arena.allocate((long) WORDS * ranks.size());
      long[] lengths = new long[ranks.size()];
      Arrays.fill(lengths, WORDS);
      ranks.allGather(arena.allocate(WORDS).copyFrom(MemorySegment.ofArray(words)), all, lengths);
      return IntStream.range(0, ranks.size())
          .mapToObj(r -> all.asSlice((long) r * WORDS, WORDS).toArray(ValueLayout.JAVA_BYTE))
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8).replace("\0", "")).toList();
    }
  }

  /** A GPU that two processes of a machine have, or null. */
  private String shared(List<String> gpus) {
    Set<String> seen = new HashSet<>();
    for (int r = 0; r < gpus.size(); r++) {
      if (!seen.add(machines.of()[r] + " " + gpus.get(r))) return gpus.get(r).strip();
    }
    return null;
  }
}
