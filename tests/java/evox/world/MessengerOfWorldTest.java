package evox.world;

import static org.assertj.core.api.Assertions.assertThat;

import evox.message.Messenger;
import evox.message.Peer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The processes of a world send messages to one another without having been told anything. */
@Timeout(120)
class MessengerOfWorldTest {

  @Test
  void everyRankReachesEveryOther() throws Exception {
    reach(JoinedWorlds.join(3, Transport.SOCKETS), false);
  }

  @Test
  void whatAWorldHidesItsMessagesHideToo() throws Exception {
    reach(JoinedWorlds.joinByTls(3), true);
  }

  private static void reach(List<World> worlds, boolean hidden) throws Exception {
    assertThat(worlds).allMatch(world -> world.hides() == hidden);
    try (var threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> ranks = new ArrayList<>();
      for (World world : worlds) ranks.add(threads.submit(() -> greetAll(world)));
      for (Future<?> rank : ranks) rank.get(60, TimeUnit.SECONDS);
    } finally {
      worlds.forEach(World::close);
    }
  }

  private static Void greetAll(World world) throws InterruptedException {
    try (Messenger messenger = Messenger.of(world, "rank")) {
      Map<String, String> heard = new ConcurrentHashMap<>();
      CountDownLatch all = new CountDownLatch(2);
      messenger.receive(0, (from, message) -> {
        heard.put(from.name(), new String(message, StandardCharsets.UTF_8));
        all.countDown();
      });
      // Nobody leaves before this has greeted them.
      assertThat(messenger.peers()).hasSize(2).extracting(Peer::labels).containsOnly(List.of("rank"));
      for (Peer peer : messenger.peers()) {
        messenger.send(peer, 0, ("to " + peer.name()).getBytes(StandardCharsets.UTF_8));
      }
      assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(heard).hasSize(2).doesNotContainKey(messenger.self().name()).values()
          .containsOnly("to " + world.rank());
    }
    return null;
  }
}
