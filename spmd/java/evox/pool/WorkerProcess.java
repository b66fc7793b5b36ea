package evox.pool;

import evox.codec.Codec;
import evox.message.Messenger;
import evox.message.MessengerSettings;
import evox.message.Peer;
import evox.message.PeerGone;
import evox.message.PeerWatcher;
import evox.store.ObjectStore;
import evox.store.StoreSettings;
import evox.transport.Token;
import evox.transport.Trust;
import evox.world.Machine;
import evox.world.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A process that works for a pool of another. {@code EVOX_POOL=host:port} says where its head is, {@code EVOX_TOKEN} has
 * the head's token, {@code EVOX_TLS} what hides its words; it may come and go while the head runs.
 */
public final class WorkerProcess {

  /** The environment variable that says where the head is, as host:port. */
  public static final String VARIABLE = "EVOX_POOL";

  /** The environment variable with the name of a worker that the head itself started. */
  private static final String NAME = "EVOX_POOL_WORKER";
  private static final String DEADLINE = "EVOX_DEADLINE";

  private WorkerProcess() {}

  /** Works for the head that the environment names, with the classes of the class path; ends when the head does. */
  public static void main(String[] arguments) {
    serve(System.getenv());
    System.exit(0);
  }

  /** Whether the environment makes this process a worker. */
  public static boolean isMeant(Map<String, String> environment) {
    return environment.containsKey(VARIABLE);
  }

  static Map<String, String> environment(String name, InetSocketAddress head, PoolSettings settings) {
    return Map.of(VARIABLE, head.getHostString() + ":" + head.getPort(), NAME, name, Token.VARIABLE,
        settings.secret(), Settings.TLS_VARIABLE, settings.tls(), DEADLINE,
        Double.toString(settings.deadline().toMillis() / 1000.0));
  }

  /**
   * Works for the head that the environment names, with the classes of this thread's class loader, until the head ends.
   *
   * @throws evox.world.JoinFailed if it can't be reached or has another token
   */
  public static void serve(Map<String, String> environment) {
    String head = environment.get(VARIABLE);
    int colon = head.lastIndexOf(':');
    if (colon < 1 || !head.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(VARIABLE + " must be host:port of a pool, got " + VARIABLE + "=" + head);
    }
    boolean own = environment.containsKey(NAME);
    if (own) Thread.ofPlatform().daemon().name("evox-head-watch").start(WorkerProcess::endWithHead);
    String name = own ? environment.get(NAME) : "worker of pid=" + ProcessHandle.current().pid() + " at " + Machine.name();
    Duration deadline = Duration.ofMillis((long) (1000 * Double.parseDouble(environment.getOrDefault(DEADLINE, "10"))));
    Trust trust = Settings.of(Map.of(), environment).trust(environment);
    MessengerSettings settings = MessengerSettings.named(name, trust).listening("localhost", 0)
        .waiting(deadline, own ? deadline : Duration.ofSeconds(300));
    serve(settings, head.substring(0, colon), Integer.parseInt(head.substring(colon + 1)), 0);
  }

  /**
   * Works for a head at an address until it ends.
   *
   * @param firstGpu the number of the first of the GPUs that fall to this process
   */
  static void serve(MessengerSettings settings, String host, int port, int firstGpu) {
    Codec codec = Codec.ofThisProgram();
    try (Messenger messenger = Messenger.open(settings);
        ObjectStore store = ObjectStore.open(StoreSettings.ofThisMachine(), messenger, Crew.STORE, codec)) {
      messenger.connect(host, port);
      Peer head = messenger.peers().stream().filter(peer -> peer.name().equals(Crew.HEAD)).findFirst().orElse(null);
      if (head == null) return;
      CountDownLatch over = new CountDownLatch(1);
      try (WorkerEnd end = new WorkerEnd(messenger, head, codec, store, firstGpu)) {
        messenger.receive(Crew.ORDERS, (from, message) -> end.take(message));
        messenger.watch(new PeerWatcher() {
          @Override
          public void left(Peer peer) {
            gone(peer, "it has left");
          }

          @Override
          public void lost(Peer peer, String cause) {
            gone(peer, cause);
          }

          private void gone(Peer peer, String cause) {
            store.lost(peer, cause);
            if (peer.equals(head)) over.countDown();
          }
        });
        messenger.send(head, Crew.ORDERS, codec.encode(new Order.Hello(store.machine())));
        over.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (PeerGone e) {
      // The head has left while this process came.
    }
  }

  /** The head holds the other end of standard input, and lets go of it however it ends. */
  private static void endWithHead() {
    try {
      while (System.in.read() >= 0) continue;
    } catch (IOException e) {
      // As closed as one that was closed in order.
    }
    Runtime.getRuntime().halt(1);
  }
}
