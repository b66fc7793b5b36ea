package evox.message;

import static evox.message.Inboxes.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.transport.Connection;
import evox.transport.Trust;
import evox.transport.Wire;
import evox.world.JoinFailed;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What messengers do over real connections, which break, whatever hides their words. */
@Timeout(120)
abstract class MessengerContract {

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final List<Messenger> open = new ArrayList<>();

  /** What a process has to be known by. */
  abstract Trust trust(String token);

  /** What else it says of both when they have different tokens. */
  abstract String between();

  final MessengerSettings named(String name) {
    return MessengerSettings.named(name).listening("127.0.0.1", 0).trusting(trust("secret"))
        .waiting(Duration.ofSeconds(100), Duration.ofSeconds(60)).saying(lines::add);
  }

  /** What the processes have told people so far. */
  final List<String> said() {
    return lines;
  }

  final Messenger open(MessengerSettings settings) {
    Messenger messenger = Messenger.open(settings);
    open.add(messenger);
    return messenger;
  }

  final Messenger open(String name) {
    return open(named(name));
  }

  static void connect(Messenger from, Messenger to) {
    from.connect("127.0.0.1", to.self().port());
  }

  @AfterEach
  void closeAll() {
    open.reversed().forEach(Messenger::close);
  }

  @Test
  void messagesArriveInOrderOnEachChannel() throws Exception {
    Messenger a = open("a");
    Messenger b = open("b");
    connect(b, a);
    assertThat(a.await(1)).isTrue();
    for (int i = 0; i < 9_999; i++) b.send(a.self(), i % 3, bytes("" + i));
    for (int channel = 0; channel < 3; channel++) {
      int first = channel;
      assertThat(Inboxes.of(a, channel).await("b", 3333))
          .startsWith("" + first, "" + (first + 3)).isEqualTo(IntStream.range(0, 9_999)
              .filter(i -> i % 3 == first).mapToObj(Integer::toString).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20_000, 200_000})
  void nothingIsLostOrRepeatedWhenTheConnectionBreaks(int bytesBetweenCuts) throws Exception {
    Messenger a = open("a");
    Messenger b = open("b");
    int count = 100_000;
    List<String> all = IntStream.range(0, count).mapToObj(Integer::toString).toList();
    try (CuttingProxy proxy = new CuttingProxy(a.self().port(), bytesBetweenCuts)) {
      b.connect("127.0.0.1", proxy.port());
      // Whoever is connected to may hear of it a moment later.
      assertThat(a.await(1)).isTrue();
      CompletableFuture<Void> answers = CompletableFuture.runAsync(
          () -> all.forEach(text -> a.send(b.self(), 1, bytes(text))));
      all.forEach(text -> b.send(a.self(), 0, bytes(text)));
      assertThat(Inboxes.of(a, 0).await("b", count)).isEqualTo(all);
      assertThat(Inboxes.of(b, 1).await("a", count)).isEqualTo(all);
      assertThat(answers).succeedsWithin(Duration.ofMinutes(1));
      assertThat(proxy.cuts()).isPositive();
      b.close();
    }
  }

  @Test
  void aMessageMayBeLongerThanTheWindow() throws Exception {
    Messenger a = open("a");
    Messenger b = open("b");
    connect(b, a);
    byte[] sent = new byte[3 * Outbox.WINDOW + 1];
    for (int i = 0; i < sent.length; i++) sent[i] = (byte) (i * 31 >> 5);
    CountDownLatch done = new CountDownLatch(3);
    List<byte[]> got = Collections.synchronizedList(new ArrayList<>());
    a.receive(0, (from, message) -> {
      got.add(message);
      done.countDown();
    });
    for (int i = 0; i < 3; i++) b.send(a.self(), 0, i == 1 ? new byte[0] : sent);
    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(got.get(0)).isEqualTo(sent).isEqualTo(got.get(2));
    assertThat(got.get(1)).isEmpty();
  }

  @Test
  void aSlowReceiverHoldsUpItsSendersAndNobodyElse() throws Exception {
    Messenger a = open("a");
    Messenger b = open("b");
    connect(b, a);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch handled = new CountDownLatch(10);
    a.receive(0, (from, message) -> {
      awaitQuietly(go);
      handled.countDown();
    });
    Thread sender = Thread.ofVirtual().start(() -> {
      for (int i = 0; i < 10; i++) b.send(a.self(), 0, new byte[Outbox.WINDOW / 2]);
    });
    b.send(a.self(), 1, bytes("past it"));
    assertThat(Inboxes.of(a, 1).await("b", 1)).containsExactly("past it");
    assertThat(sender.isAlive()).isTrue();
    go.countDown();
    assertThat(handled.await(60, TimeUnit.SECONDS)).isTrue();
    sender.join();
  }

  @Test
  void receiversThatAnswerOneAnotherNeverWaitForEachOther() throws Exception {
    Messenger a = open("a");
    Messenger b = open("b");
    connect(b, a);
    a.await(1);
    int count = 50;
    CountDownLatch done = new CountDownLatch(count);
    // Each message asks for five, each longer than a sixteenth of the window.
    byte[] answer = new byte[Outbox.WINDOW / 16];
    a.receive(0, (from, message) -> {
      for (int i = 0; i < 5; i++) a.send(from, 1, answer);
    });
    b.receive(1, (from, message) -> b.send(from, 2, answer));
    a.receive(2, (from, message) -> done.countDown());
    for (int i = 0; i < count / 5; i++) b.send(a.self(), 0, answer);
    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aReceiverThatIsInterruptedHasNothingTakenFromIt() throws Exception {
    Messenger a = open("a");
    Messenger b = open("b");
    connect(b, a);
    CountDownLatch done = new CountDownLatch(3);
    a.receive(0, (from, message) -> {
      Thread.currentThread().interrupt();
      done.countDown();
    });
    for (int i = 0; i < 3; i++) b.send(a.self(), 0, bytes("" + i));
    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoSendsWhatCanNotBeTakenInIsLostAlone() throws Exception {
    Messenger a = open("a");
    Messenger b = open("b");
    connect(b, a);
    Inboxes inboxes = Inboxes.of(a, 0);
    Peer odd = new Peer("odd", 7, List.of(), "", 0);
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", a.self().port());
    try (Connection connection = Connection.open(address, trust("secret"), 5000)) {
      connection.write(odd.toBytes());
      Greeting.read(connection);
      byte channel = Messenger.CHANNELS;
      ByteBuffer record = ByteBuffer.wrap(RecordFormat.whole(RecordFormat.DATA, a.self().incarnation(), odd.incarnation(), channel));
      Wire wire = connection.unframed();
      while (record.hasRemaining()) wire.put(record);
      assertThat(inboxes.awaitEnd("odd")).startsWith("what it sent must be taken in, got java.lang.");
    }
    b.send(a.self(), 0, bytes("still here"));
    assertThat(inboxes.await("b", 1)).containsExactly("still here");
  }

  @Test
  void whoeverConnectsToOneReachesAll() throws Exception {
    Messenger a = open("a");
    Messenger b = open("b");
    Messenger c = open(named("c").labelled(List.of("late", "last")));
    connect(b, a);
    connect(c, a);
    for (Messenger each : List.of(a, b, c)) assertThat(each.await(2)).isTrue();
    assertThat(b.peers()).extracting(Peer::name).containsExactly("a", "c");
    assertThat(b.peers().get(1).labels()).containsExactly("late", "last");
    b.send(c.self(), 0, bytes("from b"));
    assertThat(Inboxes.of(c, 0).await("b", 1)).containsExactly("from b");
  }

  @Test
  void theLeavesOfAStarReachOneAnotherThroughItsHub() throws Exception {
    Messenger hub = open(named("hub").forwarding());
    Messenger b = open("b");
    Messenger c = open("c");
    try (CuttingProxy proxy = new CuttingProxy(hub.self().port(), 100_000)) {
      b.connect("127.0.0.1", proxy.port());
      connect(c, hub);
      assertThat(b.await(2) && c.await(2)).isTrue();
      List<String> all = IntStream.range(0, 20_000).mapToObj(Integer::toString).toList();
      all.forEach(text -> b.send(c.self(), 0, bytes(text)));
      assertThat(Inboxes.of(c, 0).await("b", all.size())).isEqualTo(all);
      assertThat(proxy.cuts()).isPositive();
      Inboxes ends = Inboxes.of(c, 1);
      b.close();
      assertThat(ends.awaitEnd("b")).isEqualTo("left");
    }
  }

  @Test
  void whoLeavesHasBeenHeardToTheEnd() throws Exception {
    Messenger a = open("a");
    Messenger b = open("b");
    connect(b, a);
    for (int i = 0; i < 100_000; i++) b.send(a.self(), 0, bytes("message " + i));
    b.close();
    Inboxes inboxes = Inboxes.of(a, 0);
    assertThat(inboxes.awaitEnd("b")).isEqualTo("left");
    assertThat(inboxes.await("b", 100_000)).hasSize(100_000);
    assertThatThrownBy(() -> a.send(b.self(), 0, bytes("too late"))).isInstanceOf(PeerGone.class)
        .hasMessage("a process must stay while it is sent to, got process=b at 127.0.0.1:" + b.self().port()
            + ", which has left or is lost");
  }

  @Test
  void aKilledProcessIsLost() throws Exception {
    Messenger a = open(named("a").waiting(Duration.ofSeconds(20), Duration.ofSeconds(60)));
    Inboxes inboxes = Inboxes.of(a, 0);
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), WaitingProgram.class.getName(), "" + a.self().port(),
        trust("secret").tls() == null ? "off" : "on").inheritIO().start();
    assertThat(inboxes.await("program", 1)).containsExactly("here");
    process.destroyForcibly().waitFor();
    assertThat(inboxes.awaitEnd("program")).isEqualTo("its connection closed");
    assertThat(a.peers()).isEmpty();
  }

  @Test
  void twoThatConnectToEachOtherAtOnceKeepOneConnection() throws Exception {
    for (int round = 0; round < 20; round++) {
      try (Messenger a = Messenger.open(named("a")); Messenger b = Messenger.open(named("b"))) {
        Thread one = Thread.ofVirtual().start(() -> connect(a, b));
        Thread two = Thread.ofVirtual().start(() -> connect(b, a));
        one.join();
        two.join();
        a.send(b.self(), 0, bytes("to b"));
        b.send(a.self(), 0, bytes("to a"));
        assertThat(Inboxes.of(b, 0).await("a", 1)).containsExactly("to b");
        assertThat(Inboxes.of(a, 0).await("b", 1)).containsExactly("to a");
      }
    }
  }

  @Test
  void aSecondOfOneNameIsRefused() {
    Messenger a = open("a");
    connect(open("b"), a);
    assertThatThrownBy(() -> connect(open("b"), a)).isInstanceOf(JoinFailed.class)
        .hasMessageMatching("each name must come once, got a second name=b; the first is process=b at 127.0.0.1:\\d+");
  }

  @Test
  void anotherTokenIsRefused() {
    Messenger a = open("a");
    assertThatThrownBy(() -> connect(open(named("b").trusting(trust("guess"))), a)).isInstanceOf(JoinFailed.class)
        .hasMessageStartingWith("both processes must have the same token" + between() + ", got a refusal from ");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
