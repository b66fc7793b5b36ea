package evox.world;

import evox.collective.Links;
import evox.collective.Liveness;
import evox.transport.Connection;
import evox.transport.MpiProcess;
import evox.transport.SharedFile;
import evox.transport.Trust;
import evox.transport.Transports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Links from each process to each other: memory shared by those of one machine; MPI, or a connection between any two.
 *
 * @param view all processes
 * @param self this one
 * @param door where the processes with higher ids come in
 * @param trust what all know one another by
 * @param settings how bytes move, and how long the others may take
 */
record Mesh(View view, Member self, Door door, Trust trust, Settings settings) {

  /**
   * Links to all others, which do the same.
   *
   * @param mpi this process's part in MPI, which then carries what memory does not; null for sockets
   */
  Links connect(MpiProcess mpi, Liveness liveness) {
    Transport transport = settings.transport();
    boolean near = (transport == Transport.SHARED || transport == Transport.AUTO) && view.neighbours(self).length > 1
        && SharedFile.isPossible();
    if (transport == Transport.SHARED && !(near && view.neighbours(self).length == view.size())) {
      throw new JoinFailed("--transport shared must have all processes on one machine with a /dev/shm, got "
          + view.neighbours(self).length + " of " + view.size() + " on host=" + self.host()
          + "; leave it out to share memory where there is some");
    }
    // MPI's own bytes are open.
    boolean byMpi = transport == Transport.MPI || (transport == Transport.AUTO && mpi != null && !settings.hides());
    try {
      Connection[] peers = connect(byMpi ? near ? view.neighbours(self) : new int[0] : view.everybody());
      Links shared = near ? share(peers) : null;
      if (!byMpi) return Transports.of(shared, view.places(self), Transports.sockets(self.id(), peers, liveness));
      for (Connection peer : peers) if (peer != null) peer.close();
      return Transports.of(shared, view.places(self), mpi.links(liveness));
    } catch (IOException e) {
      throw new JoinFailed("every process must reach every other, got " + e.getMessage() + " at id=" + self.id()
          + " on host=" + self.host(), e);
    }
  }

  private Connection[] connect(int[] ids) throws IOException {
    Connection[] peers = new Connection[view.size()];
    for (int id : ids) {
      if (id >= self.id()) continue;
      Member peer = view.member(id);
      peers[id] = open(peer);
      peers[id].write(self.toBytes());
    }
    for (long left = IntStream.of(ids).filter(id -> id > self.id()).count(); left > 0; left--) {
      Door.Arrival arrival = door.next(settings.patience().toNanos());
      if (arrival == null) {
        throw new IOException(left + " that did not connect within " + settings.patience().toSeconds() + " s");
      }
      Member comer = arrival.member();
      if (!isAwaited(comer, ids) || peers[comer.id()] != null) {
        arrival.refuse("only processes of this world may connect, got id=" + comer.id() + " from host=" + comer.host());
        left++;
        continue;
      }
      peers[comer.id()] = arrival.connection();
    }
    return peers;
  }

  /** Others may come to the same door: processes of another world that had this port before. */
  private boolean isAwaited(Member comer, int[] ids) {
    return comer.id() > self.id() && IntStream.of(ids).anyMatch(id -> id == comer.id())
        && comer.world().equals(self.world()) && comer.program().equals(self.program());
  }

  /** It has come to the coordinator, so that it can only be out of reach from here: that needs little patience. */
  private Connection open(Member peer) throws IOException {
    InetSocketAddress address = new InetSocketAddress(peer.address(), peer.port());
    try {
      Connection connection = Connection.open(address, trust, (int) settings.deadline().toMillis());
      connection.setPatience((int) settings.patience().toMillis());
      return connection;
    } catch (IOException e) {
      throw new IOException(Rendezvous.reason(e) + " from id=" + peer.id() + " on host=" + peer.host() + " at "
          + peer.address() + ":" + peer.port(), e);
    }
  }

  /** The first process of the machine makes the file, tells the others its name, and keeps it until all have it. */
  private Links share(Connection[] peers) throws IOException {
    int[] neighbours = view.neighbours(self);
    int place = view.places(self)[self.id()];
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
}
