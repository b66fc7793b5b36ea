package evox.event;

import evox.message.RedisServer;
import evox.world.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Processes that emit events at once, hold every one that they hear to its place, and say when they have heard all. The
 * fourth hears slowly, and says how far the others have got ahead.
 */
final class ExchangeProgram {

  /** Bytes with each event: all of them together are more than a process has memory for. */
  private static final int LOAD = 2000;

  private ExchangeProgram() {}

  /** Arguments: workers, topology, events of each, and the address of a Redis server if one is to be used. */
  public static void main(String[] arguments) {
    int workers = Integer.parseInt(arguments[0]);
    RedisServer redis = arguments.length < 4 ? null : RedisServer.parse(arguments[3], System.getenv());
    new Parallel(workers, Topology.parse(arguments[1]), List.of(), List.of(), List.of(), List.of(), redis,
        Settings.of(Map.of(), System.getenv())).run(bus -> exchange(bus, workers, Integer.parseInt(arguments[2])));
    System.out.println("all have ended");
  }

  private static void exchange(EventBus bus, int workers, int events) throws Exception {
    boolean slow = bus.name().equals("3");
    Map<String, Integer> last = new HashMap<>();
    Map<String, Lead> leads = new HashMap<>();
    CountDownLatch all = new CountDownLatch(workers * events);
    bus.on("count", event -> {
      int expected = last.merge(event.sender(), 1, Integer::sum);
      int got = event.value();
      if (got != expected) throw new IllegalStateException("expected " + expected + ", got " + got);
      leads.computeIfAbsent(event.sender(), sender -> new Lead()).hear((long) event.values().get(1));
      // One hears slowly, and holds up those who emit.
      if (slow && got % 10 == 0) LockSupport.parkNanos(1_000_000);
      all.countDown();
      if (bus.name().equals("0") && all.getCount() == workers * events / 2) System.out.println("half");
    });
    // What comes before there is a listener is heard by nobody.
    bus.emit("ready");
    for (int worker = 0; worker < workers; worker++) bus.waitFor("ready", Duration.ofSeconds(100));
    for (int i = 1; i <= events; i++) bus.emit("count", i, System.nanoTime(), new byte[LOAD]);
    boolean complete = all.await(900, TimeUnit.SECONDS);
    System.out.println(bus.name() + (complete ? " heard all in order" : " misses " + all.getCount()));
    if (slow) System.out.println("behind by " + leads.values().stream().mapToInt(Lead::most).max().orElseThrow());
  }
}
