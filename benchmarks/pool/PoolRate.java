import module evox.spmd;

/**
 * How many empty tasks a second two worker processes run, and how long one takes there and back; beside Ray's, which
 * {@code ray_rate.py} measures in the same way. Each figure is the median of several runs after one that warms up, and
 * each answer is checked.
 *
 * <pre>
 * java -jar target/evox-spmd.jar run benchmarks/pool/PoolRate.java
 * python3 benchmarks/pool/ray_rate.py
 * </pre>
 */
static final int TASKS = 10_000;
static final int ROUND_TRIPS = 1000;
static final int RUNS = 9;

void main() {
  try (Pool pool = Pool.processes(2); Actor<long[]> actor = pool.actor(() -> new long[1])) {
    List<Integer> arguments = IntStream.range(0, TASKS).boxed().toList();
    report("map of " + TASKS + " empty tasks", "tasks/s", TASKS, () -> pool.map(x -> x, arguments).equals(arguments));
    report("task, there and back", "us", ROUND_TRIPS, () -> {
      for (int i = 0; i < ROUND_TRIPS; i++) if (pool.submit(x -> x, i).get() != i) return false;
      return true;
    });
    report("actor call, there and back", "us", ROUND_TRIPS, () -> {
      for (int i = 0; i < ROUND_TRIPS; i++) if (actor.call((state, x) -> x, i).get() != i) return false;
      return true;
    });
  }
}

void report(String what, String unit, int count, BooleanSupplier run) {
  double[] seconds = new double[RUNS + 1];
  boolean wrong = false;
  for (int r = 0; r <= RUNS; r++) {
    long begun = System.nanoTime();
    wrong |= !run.getAsBoolean();
    seconds[r] = (System.nanoTime() - begun) * 1e-9;
  }
  double[] warm = Arrays.copyOfRange(seconds, 1, seconds.length);
  Arrays.sort(warm);
  double median = warm[RUNS / 2];
  double figure = unit.equals("us") ? median / count * 1e6 : count / median;
  IO.println(String.format("%-28s %12.1f %-8s #wrong %d", what, figure, unit, wrong ? 1 : 0));
}
