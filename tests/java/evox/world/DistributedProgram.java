package evox.world;

/** One process of those that do the runs of {@link DistributedRuns}; rank 0 prints what came of them. */
final class DistributedProgram {

  private DistributedProgram() {}

  public static void main(String[] arguments) {
    try (World world = Spmd.initialize(arguments)) {
      for (String outcome : DistributedRuns.outcomes(world)) if (world.rank() == 0) System.out.println(outcome);
    }
  }
}
