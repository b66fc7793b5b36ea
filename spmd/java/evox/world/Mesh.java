package evox.world;

import evox.collective.Links;
import evox.collective.Liveness;
import evox.transport.Connection;
import evox.transport.SharedFile;
import evox.transport.Token;
import evox.transport.Transports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Links from each process to each other: a connection between any two, and memory shared by those of one machine.
 *
 * @param members all processes, by id
 * @param self this one
 * @param door where the processes with higher ids come in
 * @param token what all have
 * @param patience how long the others may take
 */
record Mesh(List<Member> members, Member self, Door door, Token token, Duration patience) {

  /** How the processes of one machine reach one another. */
  enum Near {
    SHARED,
    SOCKETS
  }

  /** Connects to all others, which do the same. */
  Links connect(Near near, Liveness liveness) {
    Connection[] peers = new Connection[members.size()];
    try {
      for (int id = 0; id < self.id(); id++) {
        Member peer = members.get(id);
        peers[id] = Connection.open(new InetSocketAddress(peer.address(), peer.port()), token, millis());
        peers[id].write(self.toBytes());
      }
      for (int left = members.size() - 1 - self.id(); left > 0; left--) {
        Door.Arrival arrival = door.next(patience.toNanos());
        if (arrival == null) throw new IOException("not all others connected within " + patience.toSeconds() + " s");
        peers[arrival.member().id()] = arrival.connection();
      }
      Links shared = near == Near.SHARED && SharedFile.isPossible() && neighbours().length > 1 ? share(peers) : null;
      SocketChannel[] channels = new SocketChannel[peers.length];
      for (int id = 0; id < peers.length; id++) if (peers[id] != null) channels[id] = peers[id].channel();
      return Transports.of(shared, places(), Transports.sockets(self.id(), channels, liveness));
    } catch (IOException e) {
      throw new JoinFailed("every process must reach every other, got " + e + " at id=" + self.id() + " on host="
          + self.host(), e);
    }
  }

  /** The first process of the machine makes the file and tells the others its name; when all have it, it is deleted. */
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
    Path file = SharedFile.create("evox-" + UUID.randomUUID(), neighbours.length);
    try {
      for (int n : neighbours) if (n != self.id()) peers[n].write(file.toString().getBytes(StandardCharsets.UTF_8));
      Links links = SharedFile.open(file, place, neighbours.length);
      for (int n : neighbours) if (n != self.id()) peers[n].read();
      return links;
    } finally {
      Files.deleteIfExists(file);
    }
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

  private int millis() {
    return (int) Math.min(Integer.MAX_VALUE, patience.toMillis());
  }
}
