package evox.world;

import evox.collective.Links;
import evox.collective.Liveness;
import evox.transport.Connection;
import evox.transport.MpiProcess;
import evox.transport.SharedFile;
import evox.transport.Token;
import evox.transport.Transports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Links from each process to each other: memory shared by those of one machine; MPI, or a connection between any two.
 *
 * @param members all processes, by id
 * @param self this one
 * @param door where the processes with higher ids come in
 * @param token what all have
 * @param settings how bytes move, and how long the others may take
 */
record Mesh(List<Member> members, Member self, Door door, Token token, Settings settings) {

  /**
   * Links to all others, which do the same.
   *
   * @param mpi this process's part in MPI, which then carries what memory does not; null for sockets
   */
  Links connect(MpiProcess mpi, Liveness liveness) {
    Transport transport = settings.transport();
    boolean near = (transport == Transport.SHARED || transport == Transport.AUTO) && neighbours().length > 1
        && SharedFile.isPossible();
    if (transport == Transport.SHARED && !(near && neighbours().length == members.size())) {
      throw new JoinFailed("--transport shared must have all processes on one machine with a /dev/shm, got "
          + neighbours().length + " of " + members.size() + " on host=" + self.host()
          + "; leave it out to share memory where there is some");
    }
    boolean byMpi = transport == Transport.MPI || (transport == Transport.AUTO && mpi != null);
    try {
      Connection[] peers = connect(byMpi ? near ? neighbours() : new int[0] : everybody());
      Links shared = near ? share(peers) : null;
      if (!byMpi) return Transports.of(shared, places(), sockets(peers, liveness));
      for (Connection peer : peers) if (peer != null) peer.close();
      return Transports.of(shared, places(), mpi.links(liveness));
    } catch (IOException e) {
      throw new JoinFailed("every process must reach every other, got " + e.getMessage() + " at id=" + self.id()
          + " on host=" + self.host(), e);
    }
  }

  private Connection[] connect(int[] ids) throws IOException {
    Connection[] peers = new Connection[members.size()];
    for (int id : ids) {
      if (id >= self.id()) continue;
      Member peer = members.get(id);
      peers[id] = open(peer);
      peers[id].write(self.toBytes());
    }
    for (long left = IntStream.of(ids).filter(id -> id > self.id()).count(); left > 0; left--) {
      Door.Arrival arrival = door.next(settings.patience().toNanos());
      if (arrival == null) {
        throw new IOException(left + " that did not connect within " + settings.patience().toSeconds() + " s");
      }
      peers[arrival.member().id()] = arrival.connection();
    }
    return peers;
  }

  /** It has come to the coordinator, so that it can only be out of reach from here: that needs little patience. */
  private Connection open(Member peer) throws IOException {
    InetSocketAddress address = new InetSocketAddress(peer.address(), peer.port());
    try {
      Connection connection = Connection.open(address, token, (int) settings.deadline().toMillis());
      connection.setPatience((int) settings.patience().toMillis());
      return connection;
    } catch (IOException e) {
      throw new IOException(e.getMessage() + " from id=" + peer.id() + " on host=" + peer.host() + " at "
          + peer.address() + ":" + peer.port(), e);
    }
  }

  private Links sockets(Connection[] peers, Liveness liveness) throws IOException {
    SocketChannel[] channels = new SocketChannel[peers.length];
    for (int id = 0; id < peers.length; id++) if (peers[id] != null) channels[id] = peers[id].channel();
    return Transports.sockets(self.id(), channels, liveness);
  }

  /** The first process of the machine makes the file, tells the others its name, and keeps it until all have it. */
  private Links share(Connection[] peers) throws IOException {
    int[] neighbours = neighbours();
    int place = places()[self.id()];
    if (place > 0) {
      Connection first = peers[neighbours[0]];
      Path file = Path.of(new String(first.read(), StandardCharsets.UTF_8));
      Links links = SharedFile.open(file, place, neighbours.length);
      first.write(new byte[0]);
      return links;
    }
    try (SharedFile file = SharedFile.create(neighbours.length)) {
      for (int n : neighbours) if (n != self.id()) peers[n].write(file.path().toString().getBytes(StandardCharsets.UTF_8));
      Links links = SharedFile.open(file.path(), place, neighbours.length);
      for (int n : neighbours) if (n != self.id()) peers[n].read();
      return links;
    }
  }

  private int[] everybody() {
    return IntStream.range(0, members.size()).toArray();
  }

  /** The ids of the processes of this machine, this one included. */
  private int[] neighbours() {
    return IntStream.range(0, members.size())
        .filter(id -> members.get(id).machine().equals(self.machine())).toArray();
  }

  /** Each process's number among the neighbours, or -1. */
  private int[] places() {
    int[] neighbours = neighbours();
    return IntStream.range(0, members.size())
        .map(id -> IntStream.range(0, neighbours.length).filter(p -> neighbours[p] == id).findFirst().orElse(-1))
        .toArray();
  }
}
