package evox.launch;

import evox.algorithm.Algorithms;
import evox.core.Algorithm;
import evox.core.Problem;
import evox.foreign.GpuFailed;
import evox.monitor.HistoryDigest;
import evox.random.RandomKey;
import evox.workflow.StdWorkflow;
import evox.world.Device;
import evox.world.GpuPreference;
import evox.world.World;
import java.util.Map;

/**
 * A GPU that nobody asked for by name must first give the processor's bits, in a short run.
 *
 * @param algorithm with a small population
 */
record GpuProof(Algorithm<?> algorithm, Problem problem) implements GpuPreference {

  private static final int GENERATIONS = 5;
  private static final long COORDINATES = 1L << 17;
  private static final long FEWEST = 32;
  private static final long MOST = 1024;

  /** By a run of this algorithm on this problem, with few individuals. */
  static GpuProof of(Algorithm<?> algorithm, Problem problem) {
    // Even, since some algorithms make pairs.
    long population = Math.clamp(COORDINATES / problem.dimension(), FEWEST, MOST) / 2 * 2;
    return new GpuProof(Algorithms.of(algorithm.getClass().getSimpleName(), population, Map.of()), problem);
  }

  @Override
  public void prove(Device device) {
    try {
      if (holds(device)) return;
    } catch (OutOfMemoryError e) {
      throw new GpuFailed(e.getMessage(), e);
    }
    throw new GpuFailed("a GPU must give the processor's bits, got others in a short run, " + device.gpu().place());
  }

  @Override
  public void refused(GpuFailed failure) {
    System.err.println("no GPU is used: " + failure.getMessage());
  }

  /** Whether a device's GPU gives the processor's bits. */
  boolean holds(Device device) {
    return digest(algorithm, device).equals(digest(algorithm, Device.cpu()));
  }

  /** Step by step, since a run would take all GPUs of a device. */
  private <S extends Record> String digest(Algorithm<S> few, Device device) {
    HistoryDigest digest = new HistoryDigest();
    StdWorkflow<S> workflow = new StdWorkflow<>(few, problem, digest).distributed(World.alone(device));
    StdWorkflow.State<S> state = workflow.init(RandomKey.of(1));
    for (int g = 0; g < GENERATIONS; g++) state = workflow.step(state);
    return digest.hex();
  }
}
