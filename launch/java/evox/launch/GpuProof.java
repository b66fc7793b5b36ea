package evox.launch;

import evox.algorithm.Algorithms;
import evox.array.Matrix;
import evox.array.Scratch;
import evox.core.Algorithm;
import evox.core.Problem;
import evox.foreign.GpuFailed;
import evox.monitor.HistoryDigest;
import evox.random.RandomKey;
import evox.workflow.StdWorkflow;
import evox.world.Device;
import evox.world.GpuPreference;
import evox.world.World;
import java.lang.reflect.RecordComponent;
import java.util.Map;

/**
 * A GPU that nobody asked for by name must first give the processor's bits, in a short run, and have room for the whole
 * population.
 *
 * @param algorithm with a small population
 * @param population of the run that is to come
 */
record GpuProof(Algorithm<?> algorithm, Problem problem, long population) implements GpuPreference {

  private static final int GENERATIONS = 5;
  private static final long COORDINATES = 1L << 17;
  private static final long FEWEST = 32;
  private static final long MOST = 1024;

  /** By a run of this algorithm on this problem, with few individuals. */
  static GpuProof of(Algorithm<?> algorithm, Problem problem) {
    // Even, since some algorithms make pairs.
    long few = Math.clamp(COORDINATES / problem.dimension(), FEWEST, MOST) / 2 * 2;
    return new GpuProof(Algorithms.of(algorithm.getClass().getSimpleName(), few, Map.of()), problem,
        algorithm.population(problem.dimension()));
  }

  @Override
  public void prove(Device device, int gpus) {
    try {
      Trial onGpu = run(algorithm, device);
      requireRoom(device, onGpu.bytesOfEach() * (population / gpus));
      if (onGpu.digest().equals(run(algorithm, Device.cpu()).digest())) return;
    } catch (OutOfMemoryError e) {
      throw new GpuFailed(e.getMessage(), e);
    }
    throw new GpuFailed("a GPU must give the processor's bits, got others in a short run, " + device.gpu().place());
  }

  private static void requireRoom(Device device, long bytes) {
    if (bytes <= device.gpu().room()) return;
    throw new GpuFailed("a GPU must have room for the population, got bytes=" + bytes + ", free=" + device.gpu().room()
        + ", " + device.gpu().place());
  }

  @Override
  public void refused(GpuFailed failure) {
    System.err.println("no GPU is used: " + failure.getMessage());
  }

  /** Whether a device's GPU gives the processor's bits. */
  boolean holds(Device device) {
    return run(algorithm, device).digest().equals(run(algorithm, Device.cpu()).digest());
  }

  /**
   * What a short run has shown.
   *
   * @param bytesOfEach that the state keeps of an individual from one generation to the next
   */
  private record Trial(String digest, long bytesOfEach) {}

  /** Step by step, since a run would take all GPUs of a device. */
  private <S extends Record> Trial run(Algorithm<S> few, Device device) {
    HistoryDigest digest = new HistoryDigest();
    StdWorkflow<S> workflow = new StdWorkflow<>(few, problem, digest).distributed(World.alone(device.withOneGpu()));
    StdWorkflow.State<S> state = workflow.init(RandomKey.of(1));
    for (int g = 0; g < GENERATIONS; g++) state = workflow.step(state);
    return new Trial(digest.hex(), bytesOfEach(state.algorithm(), few.population(problem.dimension())));
  }

  private static long bytesOfEach(Record state, long individuals) {
    long bytes = 0;
    for (RecordComponent component : state.getClass().getRecordComponents()) {
      Object value = value(component, state);
      Matrix matrix = value instanceof Scratch scratch ? scratch.matrix() : value instanceof Matrix own ? own : null;
      if (matrix != null && matrix.rows() == individuals) bytes += (long) matrix.columns() * Double.BYTES;
    }
    return bytes;
  }

  private static Object value(RecordComponent component, Record state) {
    try {
      return component.getAccessor().invoke(state);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a state must let its components be read, got " + e, e);
    }
  }
}
