package evox.pool;

import evox.world.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The worker processes that a head started on its machine; each that is lost is replaced, as often as is allowed. */
final class Staff implements AutoCloseable {

  /** How long a process that has been told to end may take. */
  private static final long GRACE_SECONDS = 5;

  /** Processes that may end by themselves, one after the other, before they have come: then none ever will. */
  private static final int FALSE_STARTS = 3;

  /** Of this process's own variables, those that are a worker's as well. */
  private static final Set<String> KEPT = Set.of("EVOX_ISA", Settings.PASSWORD);

  /** Exit codes from here on are signals: somebody killed it. */
  private static final int SIGNALS = 128;

  private final PoolSettings settings;
  private final int port;
  private final Crew crew;
  private final Scheduler scheduler;
  private final List<String> command;
  private final Map<String, Started> processes = new HashMap<>();
  private final Backoff backoff = new Backoff();
  private int started;

  /** Processes that are to be started, after a while. */
  private int coming;
  private int restarts;
  private int falseStarts;
  private volatile boolean opened;
  private boolean closed;

  /** @param place which of the workers of this machine it is; whoever comes after it has the same */
  private record Started(Process process, int place, long nanos) {}

  Staff(PoolSettings settings, Crew crew, Scheduler scheduler) {
    this.settings = settings;
    this.port = crew.port();
    this.crew = crew;
    this.scheduler = scheduler;
    this.command = command(Thread.currentThread().getContextClassLoader());
    this.restarts = settings.restarts();
  }

  /** The Java, the options and the class path of this process, and what leads to the same program. */
  private static List<String> command(ClassLoader program) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // Two processes can't wait for a debugger at one port.
      if (!option.startsWith("-agentlib")) words.add(option);
    }
    // Its counters would lie in a file that stays when a worker is killed.
    words.add("-XX:-UsePerfData");
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(program instanceof ProgramLoader known ? known.command() : List.of(WorkerProcess.class.getName()));
    return words;
  }

  synchronized void start() {
    for (int i = 0; i < settings.workers(); i++) startOne();
  }

  /** All have come; from now on some of them are better than none. */
  void opened() {
    opened = true;
  }

  private void startOne() {
    String name = "worker-" + started++;
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> environment = builder.environment();
    // This process may be one of a world; a worker is not.
    environment.keySet().removeIf(variable -> variable.startsWith("EVOX_") && !KEPT.contains(variable)
        || variable.startsWith("OMPI_") || variable.startsWith("PMI"));
    int place = freePlace();
    double gpus = settings.each().gpus();
    if (gpus > 0) environment.compute(VisibleGpus.VARIABLE, (variable, own) -> new VisibleGpus(own, gpus).of(place));
    environment.putAll(WorkerProcess.environment(name, new InetSocketAddress(settings.address() == null ? "localhost"
        : settings.address(), port), settings));
    try {
      Process process = builder.start();
      processes.put(name, new Started(process, place, System.nanoTime()));
      process.onExit().thenAccept(ended -> ended(name, ended.exitValue()));
    } catch (IOException e) {
      throw new UncheckedIOException("a worker must start, got " + e.getMessage(), e);
    }
  }

  private int freePlace() {
    Set<Integer> taken = processes.values().stream().map(Started::place).collect(Collectors.toSet());
    return IntStream.rangeClosed(0, taken.size()).filter(place -> !taken.contains(place)).findFirst().orElseThrow();
  }

  private void ended(String name, int code) {
    long lived;
    synchronized (this) {
      lived = System.nanoTime() - processes.remove(name).nanos;
      if (closed) return;
    }
    String cause = name + " that ended with exit code=" + code;
    boolean came = crew.ended(name, cause);
    boolean hopeless;
    synchronized (this) {
      if (came) falseStarts = 0;
      else if (code < SIGNALS) falseStarts++;
      int fewest = opened ? 1 : settings.workers();
      hopeless = falseStarts >= FALSE_STARTS || restarts <= 0 && processes.size() + coming < fewest;
      if (!hopeless && restarts > 0 && !closed) {
        if (restarts < Integer.MAX_VALUE) restarts--;
        long millis = backoff.after(lived);
        if (millis == 0) startAnother();
        else startLater(millis, "workers must live longer, got " + cause + " again soon");
      }
    }
    if (hopeless) giveUp(cause);
  }

  /** The system may be short of something for a moment. */
  private void startAnother() {
    try {
      startOne();
    } catch (UncheckedIOException e) {
      startLater(backoff.after(0), e.getMessage());
    }
  }

  private void startLater(long millis, String why) {
    coming++;
    settings.say().accept(why + "; another is started in " + millis / 1000.0 + " s");
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(() -> {
      synchronized (this) {
        coming--;
        if (!closed) startAnother();
      }
    });
  }

  /** No more are started. Those that are there go on, and others may join them; without enough, all that waits fails. */
  private void giveUp(String cause) {
    if (!opened || scheduler.workers().isEmpty()) scheduler.end(cause);
    else settings.say().accept("no more workers are started here, after " + cause);
  }

  /** Waits for those who have heard that the head leaves; ends the others. */
  @Override
  public void close() {
    List<Process> left;
    synchronized (this) {
      closed = true;
      left = processes.values().stream().map(Started::process).toList();
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
    for (Process process : left) {
      try {
        process.getOutputStream().close();
        boolean ended = process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (!ended) process.destroyForcibly().waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      } catch (IOException e) {
        process.destroyForcibly();
      }
    }
  }
}
