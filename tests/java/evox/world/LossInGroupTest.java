package evox.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.collective.Communicator;
import evox.collective.PeerLost;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A rank that is lost to a group has its number of the world in what is said of it. */
@Timeout(60)
class LossInGroupTest {

  @Test
  void whoIsMissingIsNamedByItsNumberInTheWorld() throws Exception {
    List<World> worlds = JoinedWorlds.join(4, Transport.SOCKETS);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Communicator>> groups = new ArrayList<>();
      for (World world : worlds) groups.add(threads.submit(() -> world.communicator().split(world.rank() % 2)));
      for (Future<Communicator> group : groups) group.get(30, TimeUnit.SECONDS);
      worlds.get(3).close();
      assertThatThrownBy(() -> groups.get(1).get().broadcast(Arena.ofAuto().allocate(8), 1))
          .isInstanceOfSatisfying(PeerLost.class, loss -> assertThat(loss.rank()).isEqualTo(3))
          .hasMessageContaining("rank=3");
    } finally {
      threads.shutdownNow();
      worlds.forEach(World::close);
    }
  }
}
