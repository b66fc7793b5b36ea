package evox.event;

import evox.message.RedisServer;
import evox.transport.Token;
import evox.world.ProcessGroup;
import evox.world.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Runs a program as several processes of this machine that talk by events, perhaps together with others elsewhere
 * (DI-engine's Parallel.runner). Each is this process's own command line once more, with the same code up to here; what
 * comes after is run here alone, once all have ended.
 *
 * <pre>{@code
 * Parallel.run(3, bus -> {
 *   bus.emit("here");
 *   for (String other : bus.others()) bus.waitFor("here", Duration.ofMinutes(1));
 * });
 * }</pre>
 *
 * @param workers how many processes
 * @param topology which connect to which
 * @param ports at which they listen: one for each, or that of the first, followed by the others; empty for any
 * @param attach processes elsewhere to connect to, as host:port
 * @param nodeIds their names, a number for each; empty for 0, 1, …
 * @param labels by which events may be addressed to them
 * @param redis a server through which all go, if they can't reach one another; null if they can
 * @param settings how long they wait for one another, where others reach them, and what hides their words
 */
public record Parallel(int workers, Topology topology, List<Integer> ports, List<String> attach, List<Integer> nodeIds,
    List<String> labels, RedisServer redis, Settings settings) {

  /** What each process does. */
  @FunctionalInterface
  public interface Main {
    void run(EventBus bus) throws Exception;
  }

  /** The others are killed that have not ended so long after one has failed. */
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  public Parallel {
    if (workers < 1) throw new IllegalArgumentException("workers must be 1 or more, got workers=" + workers);
    if (ports.size() > 1 && ports.size() != workers) {
      throw new IllegalArgumentException("ports must be one for each of " + workers + " workers, or the first alone, got ports="
          + ports);
    }
    if (!nodeIds.isEmpty() && nodeIds.stream().distinct().count() != workers) {
      throw new IllegalArgumentException("node ids must be one for each of " + workers
          + " workers, all different, got node ids=" + nodeIds);
    }
    ports = List.copyOf(ports);
    attach = List.copyOf(attach);
    nodeIds = nodeIds.isEmpty() ? IntStream.range(0, workers).boxed().toList() : List.copyOf(nodeIds);
    labels = List.copyOf(labels);
  }

  /** Runs a program as so many processes, each connected to each. To be called once in a program. */
  public static void run(int workers, Main main) {
    new Parallel(workers, Topology.MESH, List.of(), List.of(), List.of(), List.of(), null,
        Settings.of(Map.of(), System.getenv())).run(main);
  }

  /**
   * Runs a program; one process runs within this one.
   *
   * @throws IllegalStateException if a process does not end in order
   */
  public void run(Main main) {
    String index = System.getenv(ParallelWorker.INDEX);
    if (index != null) {
      new ParallelWorker(this, Integer.parseInt(index), Path.of(System.getenv(ParallelWorker.MEETING))).runAndExit(main);
    }
    Path folder = meetingFolder();
    try {
      if (workers == 1) {
        new ParallelWorker(this, 0, folder.resolve("port")).run(main);
        return;
      }
      int code = ProcessGroup.run(environments(folder.resolve("port")), DEADLINE, () -> delete(folder));
      if (code != 0) throw new IllegalStateException("every worker must end in order, got exit code=" + code);
    } finally {
      delete(folder);
    }
  }

  private List<Map<String, String>> environments(Path meeting) {
    String token = UUID.randomUUID().toString();
    boolean given = System.getenv(Token.VARIABLE) != null || System.getenv(Token.FILE_VARIABLE) != null;
    List<Map<String, String>> environments = new ArrayList<>();
    for (int index = 0; index < workers; index++) {
      Map<String, String> environment = new HashMap<>();
      environment.put(ParallelWorker.INDEX, Integer.toString(index));
      environment.put(ParallelWorker.MEETING, meeting.toString());
      if (!given && isAmongThemselves()) environment.put(Token.VARIABLE, token);
      environments.add(environment);
    }
    return environments;
  }

  /** Whether nobody from elsewhere is to come, or to be gone to. */
  boolean isAmongThemselves() {
    return ports.isEmpty() && attach.isEmpty() && redis == null;
  }

  /** The port of a worker; 0 for any. */
  int port(int index) {
    if (ports.isEmpty()) return 0;
    return ports.size() == 1 ? ports.get(0) + index : ports.get(index);
  }

  private static Path meetingFolder() {
    try {
      return Files.createTempDirectory("evox-parallel");
    } catch (IOException e) {
      throw new UncheckedIOException("a folder must be made for the workers to meet, got " + e, e);
    }
  }

  static void delete(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve("port"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      System.err.println("the workers must leave nothing behind, got " + e);
    }
  }
}
