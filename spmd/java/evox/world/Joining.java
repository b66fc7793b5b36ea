package evox.world;

import evox.collective.LinkCommunicator;
import evox.collective.Links;
import evox.collective.Machines;
import evox.transport.MpiProcess;
import evox.transport.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    try (ServerSocketChannel listening = ServerSocketChannel.open().bind(ownAddress(m));
        Door door = new Door(listening, m.trust(), m.say())) {
      Member self = Member.self(m, ((InetSocketAddress) listening.getLocalAddress()).getPort());
      Gathering gathering = gather(m, self);
      if (m.id() == 0) warn(m, gathering.view());
      return connect(m, self, gathering, door, device);
    } catch (IOException e) {
      throw new JoinFailed("the processes of a world must reach one another, got " + e.getMessage() + " at id="
          + m.id(), e);
    }
  }

  private static InetSocketAddress ownAddress(Membership m) {
    if (m.meeting().isOnOneMachine()) return new InetSocketAddress("localhost", 0);
    return m.settings().address() == null ? new InetSocketAddress(0) : new InetSocketAddress(m.settings().address(), 0);
  }

  private static Gathering gather(Membership m, Member self) throws IOException {
    Rendezvous rendezvous = new Rendezvous(m.trust(), m.settings(), m.say());
    if (m.id() != 0) return rendezvous.join(m.meeting(), self);
    // However this process ends, nothing is left that leads to it.
    try (AtEnd _ = AtEnd.of(() -> over(m.meeting()))) {
      return rendezvous.host(m.meeting().listen(m.settings().address()), self);
    } finally {
      over(m.meeting());
    }
  }

  private static void warn(Membership m, View view) {
    boolean known = !m.trust().token().isEmpty() || m.trust().tls() != null;
    if (known || view.machines() == 1) return;
    m.say().accept("a world of several machines should have a token, got none: whoever reaches its port can join; set "
        + Token.VARIABLE + " alike on all of them");
  }

  /** From here on the others are watched, and watch this process. */
  private static World connect(Membership m, Member self, Gathering gathering, Door door, Device device)
      throws IOException {
    Pulse pulse = new Pulse(gathering, self, m.settings().deadline(), m.say());
    LastWord lastWord = LastWord.arm(pulse, m.say(), m.end());
    try {
      View view = gathering.view();
      String idle = view.idleGpus(device, self);
      if (idle != null && view.neighbours(self)[0] == self.id()) m.say().accept(idle);
      Links links = new Mesh(view, self, door, m.trust(), m.settings()).connect(m.mpi(), pulse);
      return new World(view.epoch(), view.part(device, self), new LinkCommunicator(links, pulse),
          view.members().stream().map(Member::address).toList(), pulse::fail, () -> {
        if (m.mpi() != null) leave(m.mpi(), pulse);
        lastWord.disarm();
        pulse.close();
        Farewell.of(pulse);
        close(gathering.door());
      }, m.trust().tls() != null, meeting(m, view));
    } catch (JoinFailed e) {
      pulse.fail(e.getMessage());
      lastWord.disarm();
      pulse.close();
      close(gathering.door());
      throw e;
    }
  }

  private static GpuMeeting meeting(Membership m, View view) {
    Machines machines = Machines.named(view.members().stream().map(Member::machine).toList());
    return new GpuMeeting(machines, m.settings().patience(), System.getenv(), m.say());
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

  private static void over(Meeting meeting) {
    try {
      meeting.over();
    } catch (IOException e) {
      throw new UncheckedIOException("the coordinator must delete what led to it, got " + e.getMessage(), e);
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
