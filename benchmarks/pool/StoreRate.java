import module evox.spmd;

/**
 * How fast 800 MB are put into a store, beside a copy to new memory, whose pages the system has to find and clear too; and
 * how much memory they take when four processes have read them: the sum of their proportional shares, in which a page that
 * four map counts a quarter for each.
 *
 * <pre>
 * java -jar target/evox-spmd.jar run benchmarks/pool/StoreRate.java
 * </pre>
 */
static final long NUMBERS = 100_000_000;
static final int WORKERS = 4;

void main() throws IOException {
  try (Pool pool = Pool.processes(WORKERS); Arena arena = Arena.ofConfined()) {
    MemorySegment numbers = arena.allocate(NUMBERS * Double.BYTES, 64);
    for (long i = 0; i < NUMBERS; i++) numbers.setAtIndex(ValueLayout.JAVA_DOUBLE, i, i);
    long begun = System.nanoTime();
    MemorySegment copy = arena.allocate(numbers.byteSize(), 64).copyFrom(numbers);
    report("copied to new memory", begun, numbers.byteSize());
    begun = System.nanoTime();
    copy.copyFrom(numbers);
    report("copied once more", begun, numbers.byteSize());
    begun = System.nanoTime();
    Stored stored = pool.store().put(numbers);
    report("put", begun, numbers.byteSize());

    List<Actor<List<MemorySegment>>> readers = new ArrayList<>();
    for (int w = 0; w < WORKERS; w++) {
      readers.add(pool.actor(() -> new ArrayList<>(), Tolerance.NONE, Resources.cores(1)));
    }
    begun = System.nanoTime();
    List<Ref<Double>> sums = new ArrayList<>();
    for (var reader : readers) {
      sums.add(reader.call((kept, object, here) -> sum(kept, here.store().open(object)), stored));
    }
    boolean wrong = false;
    for (Ref<Double> sum : sums) wrong |= sum.get() != NUMBERS * (NUMBERS - 1.0) / 2;
    report("read by " + WORKERS + " processes", begun, WORKERS * numbers.byteSize());
    long shares = 0;
    for (var reader : readers) shares += reader.call((kept, x) -> share(), 0).get();
    IO.println(String.format("%-24s %8.1f MB      #wrong %d", "memory of all " + WORKERS, shares * 1024e-6,
        wrong ? 1 : 0));
  }
}

void report(String what, long begun, long bytes) {
  IO.println(String.format("%-24s %8.2f GB/s", what, bytes / (double) (System.nanoTime() - begun)));
}

/** Exact, since all sums are whole numbers below 2^53. */
static double sum(List<MemorySegment> kept, MemorySegment numbers) {
  kept.add(numbers);
  double sum = 0;
  for (long i = 0; i < NUMBERS; i++) sum += numbers.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
  return sum;
}

/** Kilobytes of files without names that count for this process. */
static long share() throws IOException {
  long kilobytes = 0;
  boolean ours = false;
  for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
    if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) ours = line.contains("/evox-");
    else if (ours && line.startsWith("Pss:")) kilobytes += Long.parseLong(line.replaceAll("[^0-9]", ""));
  }
  return kilobytes;
}
