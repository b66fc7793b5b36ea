package evox.world;

/** One process of those of which the second throws while the others wait for it. */
final class ThrowingProgram {

  private ThrowingProgram() {}

  public static void main(String[] arguments) {
    try (World world = Spmd.initialize(arguments)) {
      world.communicator().barrier();
      if (world.rank() == 1) throw new IllegalStateException("the second process gives up");
      world.communicator().barrier();
    }
  }
}
