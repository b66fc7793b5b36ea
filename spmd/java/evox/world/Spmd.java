package evox.world;

import evox.transport.Token;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Opens the world of the running processes: single program, multiple data. The same program runs as every process; each
 * finds out which it is from its arguments or its environment, finds the others, and from then on they work together.
 *
 * <pre>{@code
 * try (World world = Spmd.initialize()) {
 *   var result = workflow.distributed(world).run(RandomKey.of(42), Stop.generations(100));
 *   if (world.rank() == 0) System.out.println(result.best());
 * }
 * }</pre>
 */
public final class Spmd {

  private static final Duration PATIENCE = Duration.ofSeconds(300);
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private Spmd() {}

  /** The world that the environment describes; a world of one where it describes none. */
  public static World initialize() {
    return open(Identity.detect(System.getenv()), Device.cpu(), "", System.getenv(), System.err::println);
  }

  /**
   * The world whose coordinator, process 0, listens at an address.
   *
   * @param coordinator as host:port
   * @param processes how many there are
   * @param processId which this is, in [0, processes)
   */
  public static World initialize(String coordinator, int processes, int processId) {
    Identity identity = new Identity("arguments", processId, processes, Meeting.At.parse(coordinator));
    return open(identity, Device.cpu(), "", System.getenv(), System.err::println);
  }

  static World open(
      Identity identity, Device device, String program, Map<String, String> environment, Consumer<String> say) {
    if (identity.processes() == 1) return World.alone(device);
    if (identity.meeting() == null) {
      throw new IllegalArgumentException("processes on several hosts must be told where process 0 listens, got id="
          + identity.id() + " of processes=" + identity.processes() + " from " + identity.rule()
          + " alone; set EVOX_COORDINATOR=host:port or pass --coordinator host:port");
    }
    String address = environment.getOrDefault("EVOX_ADDRESS", Member.hostName());
    Membership membership = new Membership(identity.id(), identity.processes(), identity.meeting(),
        Token.from(environment), program, address, Member.thisMachine(), PATIENCE, DEADLINE, Mesh.Near.SHARED, say);
    World world = Joining.join(membership, device);
    if (world.rank() == 0) {
      say.accept("world of " + world.size() + " processes by " + identity.rule() + ", transport "
          + world.communicator().transport());
    }
    return world;
  }
}
