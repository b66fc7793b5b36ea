package evox.world;

import evox.transport.Connection;
import evox.transport.Trust;
import evox.transport.Untrusted;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How processes started anywhere, in any order, find one another: all come to the coordinator, process 0, which tells
 * everyone of everyone once all are there.
 *
 * @param trust what all must know one another by
 * @param settings how long to wait for the last of them, and for a coordinator that has stopped
 * @param say where progress and refusals are told, a line each
 */
record Rendezvous(Trust trust, Settings settings, Consumer<String> say) {

  static final byte WELCOME = 0;
  static final byte REFUSED = 1;

  /** Says that the coordinator still waits for others. */
  static final byte STAY = 2;

  /** How often it is said who is missing. */
  private static final long NOTICE_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long FIRST_RETRY_MILLIS = 5;
  private static final long LAST_RETRY_MILLIS = 160;

  /** Waits at the door for all others; for the coordinator. */
  Gathering host(ServerSocketChannel channel, Member self) {
    Door door = new Door(channel, trust, say);
    Member[] members = new Member[self.processes()];
    Connection[] controls = new Connection[self.processes()];
    members[self.id()] = self;
    try {
      gather(door, self, members, controls);
      View view = new View(View.FIRST, List.of(members));
      for (Connection control : controls) {
        if (control == null) continue;
        control.write(new byte[] {WELCOME});
        view.write(control);
      }
      door.keepClosed("the world must have room, got its " + self.processes() + " processes already");
      return new Gathering(view, Arrays.asList(controls), door);
    } catch (IOException e) {
      door.close();
      throw new JoinFailed("every process must stay while the others come, got " + e.getMessage(), e);
    } catch (RuntimeException e) {
      door.close();
      for (int id = 0; id < controls.length; id++) {
        if (controls[id] != null) new Door.Arrival(controls[id], members[id]).refuse(e.getMessage());
      }
      throw e;
    }
  }

  private void gather(Door door, Member self, Member[] members, Connection[] controls) {
    long begun = System.nanoTime();
    long noticed = begun;
    long beat = settings.deadline().dividedBy(Pulse.BEATS).toNanos();
    long beaten = begun;
    while (!missing(members).isEmpty()) {
      Door.Arrival arrival = door.next(Math.min(beat, settings.patience().toNanos()));
      if (arrival != null) seat(arrival, self, members, controls);
      long now = System.nanoTime();
      if (now - beaten > beat) {
        beaten = now;
        for (int id = 0; id < controls.length; id++) if (controls[id] != null) stay(id, members, controls);
      }
      if (arrival == null && now - begun > settings.patience().toNanos()) {
        throw new JoinFailed("all " + self.processes() + " processes must come within "
            + seconds(settings.patience().toNanos()) + ", got no id=" + missing(members));
      }
      if (now - noticed > NOTICE_NANOS) {
        noticed = now;
        say.accept("waiting for id=" + missing(members) + " of " + self.processes() + " processes, "
            + seconds(now - begun) + " so far");
      }
    }
  }

  /** Has one that has come wait on; if it has gone meanwhile, it may come again. */
  private void stay(int id, Member[] members, Connection[] controls) {
    try {
      if (!controls[id].isClosedByPeer()) {
        controls[id].write(new byte[] {STAY});
        return;
      }
    } catch (IOException e) {
      // As gone as one that closed it in order.
    }
    say.accept("id=" + id + " on host=" + members[id].host() + " has gone before all had come");
    close(controls[id]);
    controls[id] = null;
    members[id] = null;
  }

  private void seat(Door.Arrival arrival, Member self, Member[] members, Connection[] controls) {
    Member comer = arrival.member();
    String refusal = refusal(comer, self, members);
    if (refusal == null) {
      members[comer.id()] = comer;
      controls[comer.id()] = arrival.connection();
      return;
    }
    say.accept("refused a process from host=" + comer.host() + ": " + refusal);
    arrival.refuse(refusal);
  }

  private static String refusal(Member comer, Member self, Member[] members) {
    if (!comer.world().equals(self.world())) {
      return "all must be of one world, " + self.world() + " at the coordinator, got " + comer.world()
          + " from id=" + comer.id() + "; keep them apart by EVOX_COORDINATOR=host:port";
    }
    if (comer.processes() != self.processes()) {
      return "all must agree on the number of processes, " + self.processes() + " at the coordinator, got processes="
          + comer.processes() + " from id=" + comer.id();
    }
    if (comer.id() < 0 || comer.id() >= members.length) {
      return "process id must be in [0, " + members.length + "), the number of processes, got id=" + comer.id();
    }
    if (members[comer.id()] != null) {
      return "each id must come once, got a second id=" + comer.id() + "; the first is on host="
          + members[comer.id()].host();
    }
    if (!comer.program().equals(self.program())) {
      return "all must run the same jar and program with the same arguments, transport and deadline, digest="
          + self.program() + " at the coordinator, got digest=" + comer.program() + " from id=" + comer.id();
    }
    return null;
  }

  /** Goes to the coordinator, which may start later, and waits there for all others. */
  Gathering join(Meeting meeting, Member self) {
    Connection control = connect(meeting);
    try {
      control.write((self.address().isEmpty() ? self.at(control.localAddress()) : self).toBytes());
      control.setPatience((int) settings.deadline().toMillis());
      ByteBuffer answer = ByteBuffer.wrap(control.read());
      while (answer.get(0) == STAY) answer = ByteBuffer.wrap(control.read());
      if (answer.get() == REFUSED) throw new JoinFailed(StandardCharsets.UTF_8.decode(answer).toString());
      return new Gathering(View.read(control, self.processes()), List.of(control), () -> {});
    } catch (IOException e) {
      close(control);
      over(meeting);
      throw new JoinFailed("the coordinator at " + meeting + " must stay until all " + self.processes()
          + " processes have come, got " + reason(e) + " at id=" + self.id(), e);
    } catch (RuntimeException e) {
      close(control);
      throw e;
    }
  }

  private Connection connect(Meeting meeting) {
    long begun = System.nanoTime();
    long noticed = begun;
    long pause = FIRST_RETRY_MILLIS;
    while (true) {
      try {
        return Connection.open(meeting.find(), trust, 5000);
      } catch (Untrusted | OwnersFile.NotOurs e) {
        throw new JoinFailed(e.getMessage(), e);
      } catch (IOException | UnresolvedAddressException e) {
        long now = System.nanoTime();
        if (now - begun > settings.patience().toNanos()) {
          throw new JoinFailed("a coordinator must listen at " + meeting + " within "
              + seconds(settings.patience().toNanos()) + ", got " + reason(e), e);
        }
        if (now - noticed > NOTICE_NANOS) {
          noticed = now;
          say.accept("waiting for the coordinator at " + meeting + ", " + seconds(now - begun) + " so far: " + reason(e));
        }
        pause(pause);
        pause = Math.min(2 * pause, LAST_RETRY_MILLIS);
      }
    }
  }

  /** What went wrong with a connection, in words. */
  static String reason(Exception e) {
    return switch (e) {
      case EOFException end -> "its connection closed";
      case SocketTimeoutException silent -> "nothing from it";
      case UnresolvedAddressException unknown -> "no address of that name";
      case UnknownHostException unknown -> "no address of that name";
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JoinFailed("joining must not be interrupted, got " + e, e);
    }
  }

  private static void over(Meeting meeting) {
    try {
      meeting.over();
    } catch (IOException e) {
      // What can't be deleted here is the coordinator's.
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // It is of no use any more, closed or not.
    }
  }

  private static String missing(Member[] members) {
    return IntStream.range(0, members.length).filter(id -> members[id] == null).mapToObj(Integer::toString)
        .collect(Collectors.joining(","));
  }

  private static String seconds(long nanos) {
    return Math.round(nanos * 1e-9) + " s";
  }
}
