package evox.collective;

import evox.world.Device;
import evox.world.ProcessWords;
import evox.world.Spmd;
import evox.world.World;
import java.util.Arrays;
import java.util.List;

/** One process of those that check what is done with blocks: numbers of GPUs or nothing, process words. */
final class BlocksProgram {

  private BlocksProgram() {}

  public static void main(String[] arguments) {
    List<Integer> gpus = arguments[0].isEmpty() ? List.of()
        : Arrays.stream(arguments[0].split(",")).map(Integer::valueOf).toList();
    ProcessWords words = ProcessWords.read(Arrays.copyOfRange(arguments, 1, arguments.length));
    try (World world = Spmd.initialize(words, Device.cpu(1).withGpus(gpus))) {
      new BlockChecks(world.blocks(), world.rank(), world.size(), world.device().gpu()).all();
      if (world.rank() == 0) System.out.println("held by " + world.size() + " over " + world.blocks().transport());
    }
  }
}
