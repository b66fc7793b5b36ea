package evox.world;

import evox.collective.BlockCommunicator;
import evox.collective.Communicator;
import evox.collective.GpuBlocks;
import evox.collective.HostBlocks;
import evox.collective.Machines;
import evox.collective.Texts;
import evox.foreign.Gpu;
import evox.foreign.Nccl;
import evox.foreign.NcclFailed;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings the GPUs of a world's processes together, where each process of a machine has one of its own and NCCL is there.
 *
 * @param machines which ranks are on the same machine
 * @param patience how long NCCL may take to start
 * @param say tells people, on rank 0, what carries the bytes
 */
record GpuMeeting(Machines machines, Duration patience, Map<String, String> environment, Consumer<String> say) {

  /** For processes without GPUs. */
  static final GpuMeeting NONE = new GpuMeeting(Machines.one(), Duration.ZERO, Map.of(), new Nothing<>());

  /** Which of several machines a process believes to be on: how several processes may have one GPU. */
  private static final String HOST_ID = "NCCL_HOSTID";

  private static final String WITHOUT =
      "; without it GPUs work together by way of their processes, as with " + Nccl.VARIABLE + "=off";

  /** All ranks call this together. */
  BlockCommunicator meet(Communicator ranks, Device device) {
    Gpu gpu = device.gpu();
    tellWhoHasNone(ranks, device);
    // NCCL is for those that are on one machine.
    if (machines.count() == ranks.size()) return new HostBlocks(ranks);
    Nccl nccl = null;
    String failure = "";
    try {
      if (gpu != null && !isOff()) nccl = Nccl.load(environment);
    } catch (NcclFailed e) {
      failure = e.getMessage();
    }
    if (!holds(ranks, failure)) return new HostBlocks(ranks);
    List<String> gpus = Texts.ofAll(ranks, nccl == null ? "" : gpu.bus() + " " + environment.getOrDefault(HOST_ID, ""));
    if (gpus.contains("")) return new HostBlocks(ranks);
    String shared = shared(gpus);
    if (shared != null) {
      tell(ranks, "each process must have a GPU of its own for NCCL, got several at " + shared
          + "; their GPUs work together by way of the processes");
      return new HostBlocks(ranks);
    }
    return start(ranks, gpu, nccl);
  }

  /** Where it starts on some ranks and not on all, those leave it: what a world does together all of it does alike. */
  private BlockCommunicator start(Communicator ranks, Gpu gpu, Nccl nccl) {
    GpuBlocks blocks = null;
    String failure = "";
    try {
      blocks = GpuBlocks.join(ranks, machines, gpu, nccl, patience);
    } catch (NcclFailed e) {
      failure = e.getMessage();
    }
    if (holds(ranks, failure)) {
      tell(ranks, ranks.size() + " GPUs work together by NCCL " + nccl.version() + ", transport " + blocks.transport());
      return blocks;
    }
    if (blocks != null) blocks.close();
    return new HostBlocks(ranks);
  }

  /** Whether no rank has failed; where some have, people are told how: one may only have waited for another. */
  private boolean holds(Communicator ranks, String failure) {
    List<String> failures = Texts.ofAll(ranks, failure).stream().filter(said -> !said.isEmpty()).distinct().toList();
    if (failures.isEmpty()) return true;
    tell(ranks, String.join("; ", failures) + WITHOUT);
    return false;
  }

  private boolean isOff() {
    return "off".equalsIgnoreCase(environment.get(Nccl.VARIABLE));
  }

  private void tell(Communicator ranks, String line) {
    if (ranks.rank() == 0) say.accept(line);
  }

  /** Where a GPU is preferred: one line for all, with the reason of the first that has none. */
  private void tellWhoHasNone(Communicator ranks, Device device) {
    String mine = device.refusal() == null ? "" : device.refusal().getMessage();
    List<String> reasons = Texts.ofAll(ranks, mine).stream().filter(reason -> !reason.isEmpty()).toList();
    if (reasons.isEmpty()) return;
    String who = reasons.size() == ranks.size() ? "" : " by " + reasons.size() + " of " + ranks.size() + " processes";
    tell(ranks, "no GPU is used" + who + ": " + reasons.getFirst());
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
