package evox.collective;

import evox.foreign.Gpu;
import evox.foreign.Gpus;
import evox.foreign.Nccl;
import evox.foreign.NcclFailed;
import evox.foreign.NcclFold;
import evox.world.Spmd;
import evox.world.World;
import java.lang.foreign.Arena;
import java.time.Duration;

/** One process of those whose GPUs work together: what to do, seconds for NCCL to start, process words. */
final class GpuProgram {

  private GpuProgram() {}

  public static void main(String[] arguments) {
    try (World world = Spmd.initialize(arguments)) {
      Nccl nccl = Nccl.load(System.getenv());
      Gpu gpu = Gpus.open(world.rank() % Gpus.usable().size());
      Duration patience = Duration.ofSeconds(Integer.parseInt(arguments[1]));
      try (GpuCommunicator gpus = GpuCommunicator.join(world.communicator(), gpu, nccl, patience)) {
        switch (arguments[0]) {
          case "contract" -> contract(world, gpus, gpu);
          case "split" -> split(world, gpus, gpu);
          case "die" -> die(gpus, gpu);
          default -> throw new IllegalArgumentException("no such thing to do: " + arguments[0]);
        }
      }
      world.communicator().barrier();
      if (world.rank() == 0) System.out.println("held by " + world.size() + " with NCCL " + nccl.version());
    }
  }

  private static void contract(World world, GpuCommunicator gpus, Gpu gpu) {
    try (Arena arena = Arena.ofShared()) {
      new GpuChecks(gpus, gpu, arena).all();
    }
  }

  /** The odd and the even ranks by themselves, and then all again. */
  private static void split(World world, GpuCommunicator gpus, Gpu gpu) {
    int color = world.rank() % 2;
    try (Communicator ranks = world.communicator().split(color); Arena arena = Arena.ofShared()) {
      try (GpuCommunicator part = gpus.split(ranks, color)) {
        new GpuChecks(part, gpu, arena).all();
      } catch (NcclFailed e) {
        // All ranks alike: what goes on is the whole.
        if (world.rank() == 0) System.out.println(e.getMessage());
      }
      new GpuChecks(gpus, gpu, arena).all();
    }
  }

  /** One of them is gone in the middle of something, as if it had been killed. */
  private static void die(GpuCommunicator gpus, Gpu gpu) {
    long longs = gpu.allocate(Long.BYTES);
    for (int turn = 0; ; turn++) {
      if (turn == 3 && gpus.rank() == 1) Runtime.getRuntime().halt(137);
      gpus.allReduce(longs, 1, NcclFold.SUM);
    }
  }
}
