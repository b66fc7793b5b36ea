package evox.message;

import evox.collective.Communicator;
import evox.transport.Tls;
import evox.transport.Token;
import evox.transport.Trust;
import evox.world.JoinFailed;
import evox.world.World;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Connects the processes of a world, which know one another already: nothing has to be configured. */
final class WorldMessenger {

  private static final int SECRET_BYTES = 32;

  private WorldMessenger() {}

  /** All ranks call this; each is named by its number. */
  static Messenger open(World world, List<String> labels) {
    Communicator communicator = world.communicator();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment secret = arena.allocate(SECRET_BYTES);
      if (world.rank() == 0) secret.copyFrom(MemorySegment.ofArray(random()));
      communicator.broadcast(secret, 0);
      Token token = Token.of(HexFormat.of().formatHex(secret.toArray(ValueLayout.JAVA_BYTE)));
      Trust trust = new Trust(token, world.hides() ? Tls.ownKeys() : null);
      Messenger messenger = Messenger.open(MessengerSettings.named(Integer.toString(world.rank()), trust)
          .labelled(labels).listening(address(world), 0));
      MemorySegment ports = arena.allocate(ValueLayout.JAVA_INT, world.size());
      long[] lengths = new long[world.size()];
      Arrays.fill(lengths, Integer.BYTES);
      communicator.allGather(arena.allocateFrom(ValueLayout.JAVA_INT, messenger.self().port()), ports, lengths);
      for (int rank = 0; rank < world.rank(); rank++) {
        messenger.meet(world.host(rank), ports.getAtIndex(ValueLayout.JAVA_INT, rank));
      }
      requireAll(messenger, world.size());
      return messenger;
    }
  }

  /** @throws JoinFailed naming those that have not come within the patience */
  static void requireAll(Messenger messenger, int size) {
    if (messenger.await(size - 1)) return;
    Set<String> there = messenger.peers().stream().map(Peer::name).collect(Collectors.toSet());
    String missing = IntStream.range(0, size).mapToObj(Integer::toString)
        .filter(rank -> !rank.equals(messenger.self().name()) && !there.contains(rank)).collect(Collectors.joining(","));
    messenger.close();
    throw new JoinFailed("all " + size + " processes of a world must reach one another, got nothing from rank=" + missing
        + " at rank=" + messenger.self().name());
  }

  private static byte[] random() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** Where the others reach this process; null for anywhere. */
  private static String address(World world) {
    if (!world.host(world.rank()).isEmpty()) return world.host(world.rank());
    boolean here = IntStream.range(0, world.size()).filter(rank -> rank != world.rank())
        .allMatch(rank -> isLoopback(world.host(rank)));
    return here ? InetAddress.getLoopbackAddress().getHostAddress() : null;
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
