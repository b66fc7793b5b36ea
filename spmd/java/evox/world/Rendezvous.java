package evox.world;

import evox.transport.Connection;
import evox.transport.Token;
import evox.transport.WrongToken;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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
 * @param token what all must have
 * @param patience how long to wait for the last of them
 * @param say where progress and refusals are told, a line each
 */
record Rendezvous(Token token, Duration patience, Consumer<String> say) {

  static final byte WELCOME = 0;
  static final byte REFUSED = 1;

  /** How often it is said who is missing. */
  private static final long NOTICE_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long RETRY_MILLIS = 50;

  /** Waits at the door for all others; for the coordinator. */
  Gathering host(ServerSocketChannel channel, Member self) {
    Door door = new Door(channel, token, say);
    Member[] members = new Member[self.processes()];
    Connection[] controls = new Connection[self.processes()];
    members[self.id()] = self;
    long begun = System.nanoTime();
    long noticed = begun;
    try {
      while (!missing(members).isEmpty()) {
        Door.Arrival arrival = door.next(Math.min(patience.toNanos(), NOTICE_NANOS));
        if (arrival != null) seat(arrival, self, members, controls);
        long now = System.nanoTime();
        if (arrival == null && now - begun > patience.toNanos()) {
          throw new JoinFailed("all " + self.processes() + " processes must come within " + seconds(patience.toNanos())
              + ", got no id=" + missing(members));
        }
        if (now - noticed > NOTICE_NANOS) {
          noticed = now;
          say.accept("waiting for id=" + missing(members) + " of " + self.processes() + " processes, "
              + seconds(now - begun) + " so far");
        }
      }
      for (Connection control : controls) {
        if (control == null) continue;
        control.write(new byte[] {WELCOME});
        for (Member member : members) control.write(member.toBytes());
      }
      door.keepClosed("the world must have room, got its " + self.processes() + " processes already");
      return new Gathering(List.of(members), Arrays.asList(controls), door);
    } catch (IOException e) {
      door.close();
      throw new JoinFailed("every process must stay while the others come, got " + e.getMessage(), e);
    } catch (RuntimeException e) {
      door.close();
      throw e;
    }
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
      return "all must run the same jar with the same settings, digest=" + self.program()
          + " at the coordinator, got digest=" + comer.program() + " from id=" + comer.id();
    }
    return null;
  }

  /** Goes to the coordinator, which may start later, and waits there for all others. */
  Gathering join(InetSocketAddress coordinator, Member self) {
    Connection control = connect(coordinator);
    try {
      control.write(self.toBytes());
      control.setPatience((int) Math.min(Integer.MAX_VALUE, patience.toMillis() + NOTICE_NANOS / 1_000_000));
      ByteBuffer answer = ByteBuffer.wrap(control.read());
      if (answer.get() == REFUSED) {
        throw new JoinFailed(StandardCharsets.UTF_8.decode(answer).toString());
      }
      List<Member> members = new ArrayList<>();
      for (int id = 0; id < self.processes(); id++) {
        members.add(Member.read(new DataInputStream(new ByteArrayInputStream(control.read()))));
      }
      return new Gathering(members, List.of(control), () -> {});
    } catch (IOException e) {
      close(control);
      throw new JoinFailed("the coordinator at " + name(coordinator) + " must gather all " + self.processes()
          + " processes within " + seconds(patience.toNanos()) + ", got " + e, e);
    } catch (RuntimeException e) {
      close(control);
      throw e;
    }
  }

  private Connection connect(InetSocketAddress coordinator) {
    long begun = System.nanoTime();
    long noticed = begun;
    while (true) {
      try {
        // Resolved anew each time: the name of a pod that is still being started is not known yet.
        return Connection.open(new InetSocketAddress(coordinator.getHostString(), coordinator.getPort()), token, 5000);
      } catch (WrongToken e) {
        throw new JoinFailed(e.getMessage(), e);
      } catch (IOException | UnresolvedAddressException e) {
        long now = System.nanoTime();
        if (now - begun > patience.toNanos()) {
          throw new JoinFailed("a coordinator must listen at " + name(coordinator) + " within "
              + seconds(patience.toNanos()) + ", got " + e, e);
        }
        if (now - noticed > NOTICE_NANOS) {
          noticed = now;
          say.accept("waiting for the coordinator at " + name(coordinator) + ", " + seconds(now - begun) + " so far");
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JoinFailed("joining must not be interrupted, got " + e, e);
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

  private static String name(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  private static String seconds(long nanos) {
    return Math.round(nanos * 1e-9) + " s";
  }
}
