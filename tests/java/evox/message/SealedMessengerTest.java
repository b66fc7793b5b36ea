package evox.message;

import static evox.message.Inboxes.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.transport.ManInTheMiddle;
import evox.transport.Tls;
import evox.transport.Token;
import evox.transport.Trust;
import evox.world.JoinFailed;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Words that TLS hides, and what somebody sees and can do who sits on the way. */
class SealedMessengerTest extends MessengerContract {

  private static final String WORDS = "the population of generation 7";

  @Override
  Trust trust(String token) {
    return new Trust(Token.of(token), Tls.ownKeys());
  }

  @Override
  String between() {
    return " and nobody between them";
  }

  private static Trust plain() {
    return new Trust(Token.of("secret"), null);
  }

  @Test
  void whoReadsAlongSeesMessagesOnlyWhereTheyAreOpen() throws Exception {
    assertThat(overheard(plain(), "open")).contains(WORDS + " there").contains(WORDS + " and back");
    assertThat(overheard(trust("secret"), "sealed")).hasSizeGreaterThan(2 * WORDS.length()).doesNotContain("population");
  }

  private String overheard(Trust trust, String names) throws Exception {
    Messenger a = open(named(names + " a").trusting(trust));
    Messenger b = open(named(names + " b").trusting(trust));
    try (CuttingProxy wiretap = CuttingProxy.wiretap(a.self().port())) {
      b.connect("127.0.0.1", wiretap.port());
      b.send(a.self(), 0, bytes(WORDS + " there"));
      assertThat(Inboxes.of(a, 0).await(names + " b", 1)).containsExactly(WORDS + " there");
      a.send(b.self(), 0, bytes(WORDS + " and back"));
      assertThat(Inboxes.of(b, 0).await(names + " a", 1)).containsExactly(WORDS + " and back");
      b.close();
      return wiretap.seen();
    }
  }

  @Test
  void aChangedBitBreaksTheConnectionAndNothingElse() throws Exception {
    Messenger a = open("a");
    Messenger b = open("b");
    List<String> all = IntStream.range(0, 100_000).mapToObj(Integer::toString).toList();
    try (CuttingProxy proxy = CuttingProxy.spoiling(a.self().port(), 200_000)) {
      b.connect("127.0.0.1", proxy.port());
      all.forEach(text -> b.send(a.self(), 0, bytes(text)));
      assertThat(Inboxes.of(a, 0).await("b", all.size())).isEqualTo(all);
      assertThat(proxy.cuts()).isPositive();
      b.close();
    }
  }

  @Test
  void aManInTheMiddleIsFoundOut() throws Exception {
    Messenger a = open("a");
    Messenger b = open("b");
    try (ManInTheMiddle middle = new ManInTheMiddle(a.self().port())) {
      assertThatThrownBy(() -> b.connect("127.0.0.1", middle.port())).isInstanceOf(JoinFailed.class)
          .hasMessageMatching("both processes must have the same token and nobody between them, got a refusal from "
              + "/127.0.0.1:" + middle.port() + "; set EVOX_TOKEN or EVOX_TOKEN_FILE alike on both sides");
    }
    assertThat(a.peers()).isEmpty();
  }

  @Test
  void oneThatHidesItsWordsAndOneThatDoesNotPartAtOnce() {
    String rule = "both processes must have the same --tls, got one with it and one without: ";
    Messenger sealed = open("a");
    Messenger open = open(named("b").trusting(plain()));
    assertThatThrownBy(() -> connect(open, sealed)).isInstanceOf(JoinFailed.class)
        .hasMessage(rule + "with it is /127.0.0.1:" + sealed.self().port());
    assertThatThrownBy(() -> connect(sealed, open)).isInstanceOf(JoinFailed.class)
        .hasMessage(rule + "without is /127.0.0.1:" + open.self().port());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (said().size() < 2 && System.nanoTime() < end) LockSupport.parkNanos(1_000_000);
    assertThat(said()).hasSize(2).allMatch(line -> line.startsWith("dropped a connection: " + rule));
  }

  @Test
  void aRedisServerMustHideItsWordsToo() {
    assertThatThrownBy(() -> Messenger.open(named("a"), RedisServer.parse("redis.example:1", Map.of())))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("--tls must have a Redis server that hides what goes "
            + "through it, got redis=redis://redis.example:1; use rediss://, or leave out --tls");
  }
}
