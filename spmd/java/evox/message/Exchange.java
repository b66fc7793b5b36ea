package evox.message;

import evox.transport.Connection;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Brings sessions and links together: which link carries a session, and what becomes of it when the link breaks. */
final class Exchange implements Link.Records, RedisCarrier.Incoming {

  private final MessengerSettings settings;
  private final Peer self;
  private final Sessions sessions;
  private final Dialer dialer;
  private final Reactor reactor;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final Departure departure;
  private volatile boolean closing;

  Exchange(MessengerSettings settings, Peer self, Sessions sessions, Reactor reactor) {
    this.settings = settings;
    this.self = self;
    this.sessions = sessions;
    this.dialer = new Dialer(settings, self);
    this.reactor = reactor;
    this.departure = new Departure(sessions, links);
  }

  /** A process has connected. */
  void enter(Connection connection, Peer peer) throws IOException {
    String refusal = closing ? "a process must stay while others come, got " + self + " closing" : sessions.refusal(peer);
    if (refusal != null) {
      settings.say().accept("refused " + peer + ": " + refusal);
      Greeting.refuse(connection, refusal);
      connection.close();
      return;
    }
    // Of two that come at once, the second is told of the first: one of them connects to the other.
    synchronized (this) {
      List<Peer> others = settings.forwards() ? List.of()
          : sessions.all().stream().filter(session -> session.carrier() != null).map(Session::peer)
              .filter(other -> !other.equals(peer) && other.port() != 0).toList();
      new Greeting(self, others).write(connection);
      adopt(connection, peer, peer.incarnation()).join();
    }
  }

  /** Connects to a process that may start later, and to all that it tells of. */
  void connect(String host, int port) {
    for (Peer other : meet(host, port)) {
      Session known = sessions.find(other.incarnation());
      if (!other.equals(self) && (known == null || known.carrier() == null)) connect(other.host(), other.port());
    }
  }

  /** Connects to a process alone; returns of whom it told. */
  List<Peer> meet(String host, int port) {
    Dialer.Answer answer = dialer.dial(host, port);
    Greeting greeting = answer.greeting();
    // The way that led there leads there again.
    adopt(answer.connection(), greeting.peer().at(host, port), self.incarnation()).join();
    return greeting.others();
  }

  /** From now on a connection carries the session with a process. */
  private CompletableFuture<Void> adopt(Connection connection, Peer peer, long opener) {
    return CompletableFuture.runAsync(() -> {
      Session session = sessions.open(peer);
      Link before = session != null && session.carrier() instanceof Link link ? link : null;
      // When two connect to each other at once, both keep the same connection.
      boolean spare = before != null && before.session() == session && before.opener() > opener;
      if (session == null || spare) {
        end(connection);
        return;
      }
      if (before != null && before.session() == session) before.end(new IOException("replaced by another"));
      else if (before != null) before.carried().remove(session);
      Link link;
      try {
        link = new Link(session, opener, connection, reactor, this);
      } catch (IOException e) {
        // It is gone again; whoever opened it opens another.
        end(connection);
        return;
      }
      links.add(link);
      session.carryThrough(null, link);
      reactor.add(link);
      if (settings.forwards()) introduce(session, link);
    }, reactor::execute);
  }

  /** For one that forwards: tells a process of all others, and these of it. */
  private void introduce(Session comer, Link link) {
    for (Session other : sessions.all()) {
      if (other == comer || !(other.carrier() instanceof Link to)) continue;
      link.forward(RecordFormat.whole(RecordFormat.REACHABLE, comer.peer().incarnation(), self.incarnation(), other.peer().toBytes()));
      to.forward(RecordFormat.whole(RecordFormat.REACHABLE, other.peer().incarnation(), self.incarnation(), comer.peer().toBytes()));
    }
  }

  @Override
  public String hello(RedisCarrier by, Peer peer) {
    String why = closing ? null : sessions.refusal(peer);
    if (why != null || closing) return why;
    Session session = sessions.open(peer);
    if (session != null && session.carrier() == null) session.carry(by);
    return null;
  }

  @Override
  public void refused(String why) {
    sessions.refuse(why);
  }

  @Override
  public void take(Carrier by, ByteBuffer record) throws IOException {
    byte kind = record.get(Integer.BYTES);
    long to = RecordFormat.to(record);
    if (to != self.incarnation()) {
      forward(to, record);
      return;
    }
    long sender = RecordFormat.from(record);
    Session from = sessions.find(sender);
    if (kind == RecordFormat.LEAVING && by.mayLose(from)) {
      by.forward(RecordFormat.whole(RecordFormat.FAREWELL, sender, self.incarnation()));
    }
    // It may have been lost a moment ago, or have said before that it leaves.
    if (from == null) return;
    try {
      take(by, kind, from, record.position(RecordFormat.HEADER));
    } catch (RuntimeException | OutOfMemoryError e) {
      // Not the connection: over the next one the same would come again.
      lose(from, "what it sent must be taken in, got " + e);
    }
  }

  private void take(Carrier by, byte kind, Session from, ByteBuffer body) throws IOException {
    switch (kind) {
      case RecordFormat.REACHABLE -> reach((Link) by, body);
      case RecordFormat.UNREACHABLE -> {
        Session lost = sessions.find(body.getLong());
        if (lost != null && lost.carrier() == by) lose(lost, StandardCharsets.UTF_8.decode(body).toString());
      }
      case RecordFormat.LEAVING -> {
        sessions.close(from, null);
        if (from.carrier() instanceof Link link) {
          if (link.session() == from) link.end(new EOFException("it has left"));
          else link.carried().remove(from);
        }
        loseBehind(from, "has left");
      }
      case RecordFormat.FAREWELL -> {
        from.part();
        departure.stir();
      }
      default -> from.take(kind, body);
    }
  }

  private void forward(long to, ByteBuffer record) {
    Session session = sessions.find(to);
    // What is lost here is sent again once there is a way.
    if (!settings.forwards() || session == null || !(session.carrier() instanceof Link link)) return;
    byte[] copy = new byte[record.remaining()];
    record.get(copy);
    link.forward(copy);
  }

  private void reach(Link by, ByteBuffer body) throws IOException {
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    Session session = sessions.open(Peer.fromBytes(bytes));
    if (session == null || (session.carrier() != null && session.carrier() != by)) return;
    if (!by.carried().contains(session)) by.carried().add(0, session);
    session.carryThrough(by.session(), by);
  }

  @Override
  public void broken(Link link, IOException cause) {
    links.remove(link);
    departure.stir();
    boolean ended = cause instanceof EOFException || cause instanceof SocketException;
    for (Session session : link.carried()) {
      if (session.carrier() != link) continue;
      session.carry(null);
      if (ended && session == link.session()) session.doubt();
    }
    Session session = link.session();
    if (!closing && link.opener() == self.incarnation() && sessions.find(session.peer().incarnation()) == session) {
      // No virtual one (see Acceptor).
      Thread.ofPlatform().daemon().name("evox-redial").start(() -> redial(session));
    }
  }

  private void redial(Session session) {
    Peer peer = session.peer();
    try {
      Dialer.Answer answer = dialer.redial(peer,
          () -> !closing && session.carrier() == null && sessions.find(peer.incarnation()) == session);
      if (answer == null) return;
      if (answer.greeting().peer().equals(peer)) adopt(answer.connection(), peer, self.incarnation());
      else end(answer.connection());
    } catch (IOException e) {
      reactor.execute(() -> {
        if (session.carrier() == null) lose(session, "its connection closed, then " + e.getMessage());
      });
    }
  }

  /** Several times within the deadline: tells all that this process lives, and finds out who does not. */
  void beat() {
    for (Session session : sessions.all()) {
      session.beat();
      if (session.carrier() != null && !session.carrier().isUp()) session.excuse();
      long silence = System.nanoTime() - session.heard();
      long patience = session.patience(settings.deadline().toNanos());
      if (silence > patience) {
        lose(session, patience < settings.deadline().toNanos() ? "its connection closed"
            : "nothing came from it for " + silence / 1_000_000 / 1000.0 + " s");
      }
    }
  }

  /** No session can go on. */
  void fail(Throwable thrown) {
    for (Session session : sessions.all()) lose(session, "this side must go on, got " + thrown);
  }

  private void lose(Session session, String cause) {
    Carrier carrier = session.carrier();
    if (!sessions.close(session, cause)) return;
    byte[] text = cause.getBytes(StandardCharsets.UTF_8);
    for (Session other : sessions.all()) {
      if (!(other.carrier() instanceof Link link)) continue;
      if (settings.forwards()) {
        link.forward(RecordFormat.whole(RecordFormat.UNREACHABLE, other.peer().incarnation(), self.incarnation(),
            ByteBuffer.allocate(Long.BYTES + text.length).putLong(session.peer().incarnation()).put(text).array()));
      }
    }
    if (carrier instanceof Link link) {
      if (link.session() == session) link.end(new IOException(cause));
      else link.carried().remove(session);
    }
    loseBehind(session, "is lost");
  }

  /** Nobody is left to forward to those that were reached through a process. */
  private void loseBehind(Session hub, String why) {
    for (Session session : sessions.all()) {
      if (session.forwarder() == hub) lose(session, "process=" + hub.peer().name() + ", which forwarded to it, " + why);
    }
  }

  /** Says farewell to all, after they have what was sent to them; returns who has not, for people. */
  String close() throws InterruptedException {
    StringBuilder missing = new StringBuilder();
    for (Session session : sessions.all()) {
      String bytes = session.drain(settings.patience().toNanos());
      if (bytes != null) missing.append(missing.isEmpty() ? "" : ", ").append(bytes);
    }
    closing = true;
    departure.leave(settings.deadline().toNanos());
    for (Link link : links) link.end(new IOException("closed"));
    return missing.toString();
  }

  private static void end(Connection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // Closed or gone, it is the same from here.
    }
  }
}
