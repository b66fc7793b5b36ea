import module evox.spmd;

/**
 * How many events a second each of four processes hears, of 25 000 that each emits to all. Each holds every event that it
 * hears to its place. The figure is the median of several runs after one that warms up.
 *
 * <pre>
 * java -jar target/evox-spmd.jar run benchmarks/pool/EventRate.java
 * </pre>
 */
static final int PROCESSES = 4;
static final int EVENTS = 25_000;
static final int RUNS = 5;

void main() {
  Parallel.run(PROCESSES, bus -> {
    AtomicInteger wrong = new AtomicInteger();
    double[] seconds = new double[RUNS + 1];
    for (int run = 0; run <= RUNS; run++) seconds[run] = exchange(bus, "event of run " + run, wrong);
    double[] warm = Arrays.copyOfRange(seconds, 1, seconds.length);
    Arrays.sort(warm);
    if (bus.name().equals("0")) {
      IO.println(String.format("%-28s %12.1f %-8s #wrong %d", "events among " + PROCESSES + " processes",
          PROCESSES * EVENTS / warm[RUNS / 2], "events/s", wrong.get()));
    }
  });
}

static double exchange(EventBus bus, String name, AtomicInteger wrong) throws Exception {
  Map<String, Integer> last = new HashMap<>();
  CountDownLatch all = new CountDownLatch(PROCESSES * EVENTS);
  bus.on(name, event -> {
    if (!event.value().equals(last.merge(event.sender(), 1, Integer::sum))) wrong.incrementAndGet();
    all.countDown();
  });
  bus.emit("ready for " + name);
  for (int p = 0; p < PROCESSES; p++) bus.waitFor("ready for " + name, Duration.ofMinutes(1));
  long begun = System.nanoTime();
  for (int i = 1; i <= EVENTS; i++) bus.emit(name, i);
  all.await();
  return (System.nanoTime() - begun) * 1e-9;
}
