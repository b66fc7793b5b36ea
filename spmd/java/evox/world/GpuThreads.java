package evox.world;

import evox.collective.LinkCommunicator;
import evox.collective.Links;
import evox.collective.Machines;
import evox.collective.PeerLost;
import evox.transport.ThreadLinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** A world of one process that drives several GPUs: its ranks are threads, and each has a GPU of its own. */
final class GpuThreads {

  /** How long NCCL may take to start. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private GpuThreads() {}

  /**
   * Runs a program on every rank, the first of them in the calling thread; returns what came of that one.
   *
   * @throws RuntimeException or Error: the first that a rank threw by itself, after all have ended
   */
  static <T> T run(Device device, Function<World, T> program) {
    int size = device.gpus().size();
    SharedFate fate = new SharedFate(size);
    List<Links> links = ThreadLinks.of(size);
    List<Device> parts = device.parts(fate::name);
    List<FutureTask<T>> ranks = new ArrayList<>();
    for (int rank = 0; rank < size; rank++) {
      World world = world(parts.get(rank), links.get(rank), fate);
      ranks.add(new FutureTask<>(() -> run(world, program)));
    }
    for (int rank = 1; rank < size; rank++) Thread.ofPlatform().daemon().name("evox-gpu-" + rank).start(ranks.get(rank));
    ranks.getFirst().run();
    return results(ranks).getFirst();
  }

  private static World world(Device part, Links links, SharedFate fate) {
    int rank = links.rank();
    int size = links.size();
    GpuMeeting meeting = new GpuMeeting(Machines.named(Collections.nCopies(size, "")), PATIENCE, System.getenv(),
        System.err::println);
    return new World(View.FIRST, part, new LinkCommunicator(links, fate), Collections.nCopies(size, ""),
        thrown -> fate.fail(rank, thrown), () -> {}, false, meeting);
  }

  private static <T> T run(World world, Function<World, T> program) {
    try (world) {
      return told(world, program);
    }
  }

  /** The others are told before this one leaves: until then they wait in what they do together. */
  private static <T> T told(World world, Function<World, T> program) {
    try {
      return program.apply(world);
    } catch (RuntimeException | Error e) {
      world.fail(e);
      throw e;
    }
  }

  private static <T> List<T> results(List<FutureTask<T>> ranks) {
    List<T> results = new ArrayList<>();
    Throwable failure = null;
    for (FutureTask<T> rank : ranks) {
      try {
        results.add(rank.get());
      } catch (ExecutionException e) {
        // That another has failed follows from its failure.
        if (failure == null || failure instanceof PeerLost) failure = e.getCause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("a run on several GPUs must not be interrupted, got " + e, e);
      }
    }
    if (failure instanceof RuntimeException e) throw e;
    if (failure instanceof Error e) throw e;
    return results;
  }
}
