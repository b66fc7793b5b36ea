package evox.world;

import evox.collective.Communicator;
import evox.collective.LinkCommunicator;
import evox.collective.Links;
import evox.collective.PeerLost;
import evox.transport.MpiProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** The way from a lone process to a member of a world. */
final class Joining {

  private Joining() {}

  /**
   * Finds the others and connects to them.
   *
   * @throws JoinFailed saying why not
   */
  static World join(Membership m, Device device) {
    try (ServerSocketChannel listening = ServerSocketChannel.open().bind(new InetSocketAddress(m.address(), 0));
        Door door = new Door(listening, m.token(), m.say())) {
      Member self = Member.self(m, ((InetSocketAddress) listening.getLocalAddress()).getPort());
      Gathering gathering = gather(m, self);
      Pulse pulse = new Pulse(gathering, self, m.deadline());
      Links links = new Mesh(gathering.members(), self, door, m.token(), m.patience()).connect(m.transport(), m.mpi(), pulse);
      Communicator communicator = new LinkCommunicator(links, pulse);
      LastWord lastWord = LastWord.arm(pulse, m.say());
      return new World(device, communicator, () -> {
        if (m.mpi() != null) leave(m.mpi(), pulse);
        lastWord.disarm();
        pulse.close();
        close(gathering.door());
      });
    } catch (IOException e) {
      throw new JoinFailed("the processes of a world must reach one another, got " + e.getMessage() + " at id="
          + m.id(), e);
    } catch (PeerLost e) {
      throw new JoinFailed(e.getMessage(), e);
    }
  }

  private static Gathering gather(Membership m, Member self) throws IOException {
    Rendezvous rendezvous = new Rendezvous(m.token(), m.patience(), m.say());
    if (m.id() != 0) return rendezvous.join(m.meeting().find(m.patience()), self);
    try {
      return rendezvous.host(m.meeting().listen(), self);
    } finally {
      m.meeting().over();
    }
  }

  /** One that leaves in the middle of a collective says that it broke: MPI can't be left in order any more. */
  private static void leave(MpiProcess mpi, Pulse pulse) {
    if (mpi.isIdle()) {
      pulse.leave();
      mpi.leave(pulse);
    } else {
      pulse.fail("it left in the middle of a collective");
    }
  }

  private static void close(AutoCloseable door) {
    try {
      door.close();
    } catch (Exception e) {
      throw new IllegalStateException("closing a door must not fail, got " + e, e);
    }
  }
}
