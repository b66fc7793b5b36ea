package evox.pool;

import evox.message.MessengerSettings;
import evox.transport.Token;
import evox.transport.Trust;
import evox.world.JoinFailed;
import evox.world.Machine;
import evox.world.Settings;
import evox.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The processes of a world as a pool: rank 0 is the head, all others work for it. */
final class WorldPool {

  /** Bytes in which rank 0 says where it is: room for some dozens of addresses. */
  private static final int LONGEST = 4096;

  /** How long one address of the head's may take to answer, before the next is tried. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private WorldPool() {}

  static void run(World world, Resources each, Consumer<Pool> head) {
    if (world.size() == 1) {
      try (Pool pool = Pool.local(each)) {
        head.accept(pool);
      }
    } else if (world.rank() == 0) {
      lead(world, each, head);
    } else {
      String[] words = told(world, "").split(" ");
      int firstGpu = new VisibleGpus(System.getenv(VisibleGpus.VARIABLE), each.gpus()).firstSeen(place(world));
      work(world, words[0], Integer.parseInt(words[1]), words[2], List.of(words).subList(3, words.length), firstGpu);
    }
  }

  private static void lead(World world, Resources each, Consumer<Pool> head) {
    String secret = UUID.randomUUID().toString();
    PoolSettings settings = PoolSettings.processes(0).having(each).open(null, 0, secret).hiding(tls(world));
    try (Pool pool = Pool.open(settings)) {
      told(world, Machine.id() + " " + pool.port() + " " + secret + " " + addresses());
      place(world);
      pool.await(world.size() - 1, settings.patience());
      head.accept(pool);
    }
  }

  private static void work(World world, String machine, int port, String secret, List<String> addresses,
      int firstGpu) {
    Trust trust = Settings.of(Map.of(), System.getenv()).hiding(tls(world)).trust(Token.of(secret), System.getenv());
    MessengerSettings settings = MessengerSettings.named("rank-" + world.rank(), trust).listening("localhost", 0)
        .waiting(Duration.ofSeconds(10), PATIENCE);
    if (machine.equals(Machine.id())) addresses = List.of(InetAddress.getLoopbackAddress().getHostAddress());
    JoinFailed last = null;
    for (String address : addresses) {
      try {
        WorkerProcess.serve(settings, address, port, firstGpu);
        return;
      } catch (JoinFailed e) {
        last = e;
      }
    }
    throw new JoinFailed("rank 0 must be reachable from rank " + world.rank() + " at one of its addresses " + addresses
        + ", got " + (last == null ? "none" : last.getMessage()), last);
  }

  /** The world has shared out a secret that vouches for keys of one's own, also where it has certificates itself. */
  private static String tls(World world) {
    return world.hides() ? "on" : "off";
  }

  /** Which of the workers of its machine this rank is, counted from 0. All ranks call this. */
  private static int place(World world) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment machines = arena.allocate(ValueLayout.JAVA_INT, world.size());
      long[] lengths = new long[world.size()];
      Arrays.fill(lengths, Integer.BYTES);
      int own = Machine.id().hashCode();
      world.communicator().allGather(arena.allocateFrom(ValueLayout.JAVA_INT, own), machines, lengths);
      return (int) IntStream.range(1, world.rank())
          .filter(rank -> machines.getAtIndex(ValueLayout.JAVA_INT, rank) == own).count();
    }
  }

  /** What rank 0 says to all others. */
  private static String told(World world, String text) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment words = arena.allocate(LONGEST);
      if (world.rank() == 0) words.setString(0, text);
      world.communicator().broadcast(words, 0);
      return words.getString(0);
    }
  }

  private static String addresses() {
    try {
      return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress()).limit(40)
          .map(InetAddress::getHostAddress).collect(Collectors.joining(" "));
    } catch (IOException e) {
      throw new UncheckedIOException("a machine must tell its addresses, got " + e, e);
    }
  }
}
