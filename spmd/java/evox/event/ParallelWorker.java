package evox.event;

import evox.message.Messenger;
import evox.message.MessengerSettings;
import evox.transport.Token;
import evox.transport.Trust;
import evox.world.JoinFailed;
import evox.world.LauncherWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * One process of a parallel run.
 *
 * @param run what it is part of
 * @param index which it is, from 0
 * @param meeting the file in which the first tells at which port it listens
 */
record ParallelWorker(Parallel run, int index, Path meeting) {

  /** The environment variable that tells a process which it is. */
  static final String INDEX = "EVOX_PARALLEL_INDEX";

  /** The environment variable that names the file with the first one's port. */
  static final String MEETING = "EVOX_PARALLEL_MEETING";

  private static final String LOOPBACK = "127.0.0.1";
  private static final long FIRST_PAUSE_MILLIS = 5;
  private static final long LAST_PAUSE_MILLIS = 160;

  /** Does its part, and ends the process. */
  void runAndExit(Parallel.Main main) {
    LauncherWatch.start(System.getenv());
    int code = 1;
    try {
      run(main);
      code = 0;
    } catch (JoinFailed | IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
    } catch (RuntimeException | Error e) {
      System.err.print("Exception in thread \"" + Thread.currentThread().getName() + "\" ");
      e.printStackTrace();
    }
    System.exit(code);
  }

  /** Does its part. */
  void run(Parallel.Main main) {
    Messenger messenger = connect();
    // All who are to find it have: now nothing is left behind, however the processes end.
    if (index == 0) Parallel.delete(meeting.getParent());
    try (EventBus bus = EventBus.owning(messenger)) {
      main.run(bus);
      if (isHub()) messenger.awaitAlone();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new WorkerFailed("a worker must not throw, got " + e + " at sender=" + name(), e);
    }
  }

  /** What a program threw that Java wants to be declared. */
  static final class WorkerFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WorkerFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private String name() {
    return run.nodeIds().get(index).toString();
  }

  private boolean isHub() {
    return run.topology() == Topology.STAR && index == 0 && run.redis() == null;
  }

  private Messenger connect() {
    MessengerSettings settings = MessengerSettings.of(name(), run.settings(), trust()).labelled(run.labels())
        .listening(address(), run.port(index));
    warn(settings);
    if (run.redis() != null) return complete(Messenger.open(settings, run.redis()));
    Messenger messenger = Messenger.open(isHub() ? settings.forwarding() : settings);
    try {
      if (index == 0) publish(messenger.self().port());
      else if (run.topology() != Topology.ALONE) messenger.connect(first(), firstPort(settings));
      run.attach().forEach(messenger::connect);
      return run.topology() == Topology.ALONE ? messenger : complete(messenger);
    } catch (RuntimeException e) {
      messenger.close();
      throw e;
    }
  }

  /** Where it listens; null for all addresses. */
  private String address() {
    return run.isAmongThemselves() ? LOOPBACK : run.settings().address();
  }

  /** Where the first worker listens, as the others of its machine see it. */
  private String first() {
    return address() == null ? LOOPBACK : address();
  }

  /** One process alone, to which nobody else can come, needs no token. */
  private Trust trust() {
    Token given = Token.from(System.getenv());
    Token token = given.isEmpty() && run.isAmongThemselves() ? Token.of(UUID.randomUUID().toString()) : given;
    return run.settings().trust(token, System.getenv());
  }

  private void warn(MessengerSettings settings) {
    if (index > 0 || run.isAmongThemselves() || run.redis() != null || !settings.trust().token().isEmpty()) return;
    settings.say().accept("processes of several machines should have a token, got none: whoever reaches a port can join; set "
        + Token.VARIABLE + " alike on all of them");
  }

  private Messenger complete(Messenger messenger) {
    if (messenger.await(run.workers() - 1)) return messenger;
    String there = messenger.peers().stream().map(peer -> peer.name()).toList().toString();
    messenger.close();
    throw new JoinFailed("all " + run.workers() + " workers must come, got only sender=" + there + " and " + name());
  }

  private void publish(int port) {
    try {
      Path part = meeting.resolveSibling("port.part");
      Files.writeString(part, Integer.toString(port));
      Files.move(part, meeting, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("the first worker must tell its port, got " + e, e);
    }
  }

  private int firstPort(MessengerSettings settings) {
    if (!run.ports().isEmpty()) return run.port(0);
    long end = System.nanoTime() + settings.patience().toNanos();
    try {
      for (long pause = FIRST_PAUSE_MILLIS; !Files.exists(meeting); pause = Math.min(2 * pause, LAST_PAUSE_MILLIS)) {
        if (System.nanoTime() > end) throw new JoinFailed("the first worker must tell its port in " + meeting + ", got none");
        Thread.sleep(pause);
      }
      return Integer.parseInt(Files.readString(meeting));
    } catch (IOException e) {
      throw new UncheckedIOException("the first worker's port must be readable, got " + e, e);
    } catch (InterruptedException e) {
      throw EventBus.interrupted(e);
    }
  }
}
