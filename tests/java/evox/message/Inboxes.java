package evox.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Keeps what a messenger receives on a channel, by sender. */
final class Inboxes implements Receiver {

  private static final long DEADLINE_MILLIS = 60_000;

  private final Map<String, List<String>> bySender = new ConcurrentHashMap<>();
  private final Map<String, String> ends = new ConcurrentHashMap<>();

  static Inboxes of(Messenger messenger, int channel) {
    Inboxes inboxes = new Inboxes();
    messenger.receive(channel, inboxes);
    return inboxes;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void receive(Peer from, byte[] message) {
    bySender.computeIfAbsent(from.name(), name -> Collections.synchronizedList(new ArrayList<>()))
        .add(new String(message, StandardCharsets.UTF_8));
    notifyAll();
  }

  @Override
  public synchronized void ended(Peer from, String cause) {
    ends.put(from.name(), cause == null ? "left" : cause);
    notifyAll();
  }

  /** What has come from a sender, once there are so many messages. */
  List<String> await(String sender, int count) throws InterruptedException {
    await(() -> bySender.getOrDefault(sender, List.of()).size() >= count, count + " messages from " + sender);
    return List.copyOf(bySender.get(sender));
  }

  /** Why nothing more comes from a sender, once that is known. */
  String awaitEnd(String sender) throws InterruptedException {
    await(() -> ends.containsKey(sender), "the end of " + sender);
    return ends.get(sender);
  }

  private synchronized void await(BooleanSupplier condition, String what) throws InterruptedException {
    long end = System.currentTimeMillis() + DEADLINE_MILLIS;
    while (!condition.getAsBoolean()) {
      assertThat(System.currentTimeMillis()).as(what + " in time, got " + counts()).isLessThan(end);
      wait(1000);
    }
  }

  private Map<String, Integer> counts() {
    Map<String, Integer> counts = new ConcurrentHashMap<>();
    bySender.forEach((name, messages) -> counts.put(name, messages.size()));
    return counts;
  }
}
