package evox.world;

import evox.collective.Communicator;
import evox.transport.MpiProcess;
import evox.transport.Token;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Where the processes of a world meet, and how they know one another.
 *
 * @param meeting where process 0 waits for the others
 * @param token what all have
 */
record Appointment(Meeting meeting, Token token) {

  /** Bytes of a message: room for some twenty addresses. */
  private static final int LONGEST = 1024;

  /** Where all know beforehand. Those of one machine that were given no token have one in a file that is their user's. */
  static Appointment at(Meeting meeting, Token given) {
    return new Appointment(meeting, given.isEmpty() && meeting instanceof Meeting.Published published
        && published.isOnOneMachine() ? published.token() : given);
  }

  /**
   * What processes on several machines, having been told nothing, make out through MPI. All call this; each answer of
   * another may take so long. The token is a fresh one, unless process 0 was given one.
   */
  static Appointment byMpi(MpiProcess mpi, Settings settings, Map<String, String> environment) throws IOException {
    try (Communicator all = mpi.meeting(settings.patience()); Arena arena = Arena.ofConfined()) {
      String given = settings.address();
      String networks = given != null ? given + "/0"
          : Network.ofThisMachine().stream().map(Network::toString).collect(Collectors.joining(" "));
      List<String> machines = gather(all, networks, arena);
      MemorySegment told = arena.allocate(LONGEST);
      ServerSocketChannel channel = null;
      Token own = Token.from(environment);
      if (all.rank() == 0) {
        InetAddress address = given != null ? InetAddress.getByName(given) : address(networks, machines);
        channel = ServerSocketChannel.open().bind(new InetSocketAddress(address, 0));
        String secret = own.isEmpty() ? UUID.randomUUID().toString() : "";
        told.setString(0, address.getHostAddress() + " " + channel.socket().getLocalPort() + " " + secret);
      }
      all.broadcast(told, 0);
      String[] words = told.getString(0).split(" ", -1);
      return new Appointment(new Meeting.Told(channel, words[0], Integer.parseInt(words[1])),
          words[2].isEmpty() ? own : Token.of(words[2]));
    }
  }

  private static List<String> gather(Communicator all, String text, Arena arena) {
    MemorySegment mine = arena.allocate(LONGEST);
    // Cut off between two addresses, if there are so many.
    mine.setString(0, text.length() < LONGEST ? text : text.substring(0, text.lastIndexOf(' ', LONGEST - 1)));
    long[] lengths = new long[all.size()];
    Arrays.fill(lengths, LONGEST);
    MemorySegment texts = arena.allocate((long) LONGEST * all.size());
    all.gather(mine, texts, lengths, 0);
    List<String> gathered = new ArrayList<>();
    for (int rank = 0; rank < all.size(); rank++) gathered.add(texts.getString((long) LONGEST * rank));
    return gathered;
  }

  private static InetAddress address(String own, List<String> machines) {
    List<List<Network>> others = machines.stream().filter(text -> !text.equals(own)).map(Appointment::networks).toList();
    return Network.shared(networks(own), others).address();
  }

  private static List<Network> networks(String text) {
    return Arrays.stream(text.split(" ")).map(Network::parse).toList();
  }
}
