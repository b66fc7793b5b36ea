package evox.message;

import static evox.message.Inboxes.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.transport.Token;
import evox.world.JoinFailed;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Messengers that can't reach one another talk through a real Redis server, which dies on them. */
@Timeout(240)
class RedisTest {

  private final List<Messenger> open = new ArrayList<>();

  @TempDir
  private Path folder;

  private static MessengerSettings named(String name) {
    return MessengerSettings.named(name).trusting(Token.of("secret"))
        .waiting(Duration.ofSeconds(100), Duration.ofSeconds(60)).saying(line -> { });
  }

  private Messenger open(String name, RedisServer server) {
    open.add(Messenger.open(named(name), server));
    return open.getLast();
  }

  private static Peer peer(Messenger messenger, String name) {
    return messenger.peers().stream().filter(peer -> peer.name().equals(name)).findFirst().orElseThrow();
  }

  @AfterEach
  void closeAll() {
    open.reversed().forEach(Messenger::close);
  }

  @Test
  void nothingIsLostOrRepeatedWhenTheServerDiesHalfWay() throws Exception {
    int count = 100_000;
    List<String> all = IntStream.range(0, count).mapToObj(Integer::toString).toList();
    try (RedisProcess redis = RedisProcess.start(folder)) {
      Messenger a = open("a", redis.server());
      Messenger b = open("b", redis.server());
      assertThat(a.await(1) && b.await(1)).isTrue();
      Inboxes inbox = Inboxes.of(a, 0);
      Thread sender = Thread.ofVirtual().start(() -> all.forEach(text -> b.send(peer(b, "a"), 0, bytes(text))));
      for (int death = 1; death <= 3; death++) {
        inbox.await("b", count * death / 4);
        redis.kill();
        redis.start();
      }
      assertThat(inbox.await("b", count)).isEqualTo(all);
      sender.join();
      b.close();
      assertThat(inbox.awaitEnd("b")).isEqualTo("left");
      closeAll();
    }
  }

  @Test
  void whoLeavesIsHeardThoughTheServerDiesBeforeIt() throws Exception {
    try (RedisProcess redis = RedisProcess.start(folder)) {
      Messenger a = open("a", redis.server());
      for (String name : List.of("b", "c", "d")) {
        Messenger leaver = open(name, redis.server());
        assertThat(leaver.await(1)).isTrue();
        Inboxes inbox = Inboxes.of(a, open.size());
        leaver.send(peer(leaver, "a"), open.size(), bytes("farewell"));
        assertThat(inbox.await(name, 1)).containsExactly("farewell");
        // Until it knows that all it has sent has come: nothing but the end itself is left to say.
        Thread.sleep(1000);
        redis.kill();
        redis.start();
        leaver.close();
        assertThat(inbox.awaitEnd(name)).isEqualTo("left");
      }
      closeAll();
    }
  }

  @Test
  void theServerMayWantTls() throws Exception {
    try (RedisProcess redis = RedisProcess.startTls(folder)) {
      RedisServer server = new RedisServer("localhost", redis.port(), null, RedisProcess.PASSWORD, true, redis.authority());
      Messenger a = open("a", server);
      Messenger b = open("b", server);
      assertThat(b.await(1)).isTrue();
      b.send(peer(b, "a"), 3, bytes("sealed"));
      assertThat(Inboxes.of(a, 3).await("b", 1)).containsExactly("sealed");
      assertThatThrownBy(() -> open("c", new RedisServer("localhost", redis.port(), null, RedisProcess.PASSWORD, true, null)))
          .isInstanceOf(JoinFailed.class).hasMessageContaining("unable to find valid certification path");
      closeAll();
    }
  }

  @Test
  void whatNobodyUnderstandsIsDroppedAndSaid() throws Exception {
    List<String> said = Collections.synchronizedList(new ArrayList<>());
    try (RedisProcess redis = RedisProcess.start(folder)) {
      Messenger a = Messenger.open(named("a").saying(said::add), redis.server());
      open.add(a);
      byte[] badLength = {1, 127, 0, 0, 0};
      byte[] noName = {0, 0};
      publish(redis, badLength, noName);
      Messenger b = open("b", redis.server());
      assertThat(a.await(1) && b.await(1)).isTrue();
      b.send(peer(b, "a"), 0, bytes("still here"));
      assertThat(Inboxes.of(a, 0).await("b", 1)).containsExactly("still here");
      assertThat(said).hasSize(2).allMatch(line -> line.startsWith(
          "dropped a message: a holder of the token must speak as this process does, got java.io."));
      closeAll();
    }
  }

  /** To everybody, by one who has the token. */
  private static void publish(RedisProcess redis, byte[]... bodies) {
    Token token = Token.of("secret");
    String everybody = "evox:" + HexFormat.of().formatHex(token.seal("group", new byte[0]), 0, 8);
    try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
      jedis.auth(RedisProcess.PASSWORD);
      for (byte[] body : bodies) {
        byte[] seal = token.seal(everybody, body);
        jedis.publish(bytes(everybody), ByteBuffer.allocate(seal.length + body.length).put(seal).put(body).array());
      }
    }
  }

  @Test
  void otherTokensAreOtherCompany() throws Exception {
    try (RedisProcess redis = RedisProcess.start(folder)) {
      Messenger a = open("a", redis.server());
      open.add(Messenger.open(named("b").trusting(Token.of("another")), redis.server()));
      Messenger c = open("c", redis.server());
      assertThat(a.await(1) && c.await(1)).isTrue();
      assertThat(a.peers()).extracting(Peer::name).containsExactly("c");
      closeAll();
    }
  }

  @Test
  void aSecondOfOneNameIsRefused() throws Exception {
    try (RedisProcess redis = RedisProcess.start(folder)) {
      Messenger first = open("a", redis.server());
      open("b", redis.server()).await(1);
      first.await(1);
      Messenger second = open("a", redis.server());
      assertThatThrownBy(() -> second.await(5)).isInstanceOf(JoinFailed.class)
          .hasMessage("each name must come once, got a second name=a; the first is process=a");
      closeAll();
    }
  }

  @Test
  void aWrongPasswordAndAMissingServerAreNamed() throws Exception {
    int port;
    try (RedisProcess redis = RedisProcess.start(folder)) {
      port = redis.port();
      assertThatThrownBy(() -> open("a", new RedisServer("127.0.0.1", port, null, "guess", false, null)))
          .isInstanceOf(JoinFailed.class).hasMessage("a Redis server must let processes in at redis://127.0.0.1:" + port
              + ", got WRONGPASS invalid username-password pair or user is disabled.; set EVOX_REDIS_PASSWORD to the password of the server");
      assertThatThrownBy(() -> open("a", new RedisServer("127.0.0.1", port, null, null, false, null)))
          .isInstanceOf(JoinFailed.class).hasMessage("a Redis server must let processes in at redis://127.0.0.1:" + port
              + ", got no password; set EVOX_REDIS_PASSWORD to the password of the server");
    }
    assertThatThrownBy(() -> open("a", new RedisServer("127.0.0.1", port, null, null, false, null)))
        .isInstanceOf(JoinFailed.class).hasMessage("a Redis server must let processes in at redis://127.0.0.1:" + port
            + ", got Connection refused");
  }

  @Test
  void serversAreGivenAsAddresses() {
    Map<String, String> environment = Map.of(RedisServer.PASSWORD, "p", RedisServer.AUTHORITY, "/ca");
    assertThat(RedisServer.parse("h:1", Map.of())).isEqualTo(new RedisServer("h", 1, null, null, false, null));
    assertThat(RedisServer.parse("h", environment)).isEqualTo(new RedisServer("h", 6379, null, "p", false, Path.of("/ca")));
    assertThat(RedisServer.parse("rediss://u:q@h:2", Map.of())).isEqualTo(new RedisServer("h", 2, "u", "q", true, null));
    assertThatThrownBy(() -> RedisServer.parse("redis://:secret@h:x", Map.of())).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a Redis server must be given as host:port, redis://host:port or rediss://host:port, got redis=h:x");
  }
}
