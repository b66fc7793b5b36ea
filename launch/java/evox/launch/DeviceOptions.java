package evox.launch;

import evox.algorithm.CMAES;
import evox.algorithm.OpenES;
import evox.core.Algorithm;
import evox.core.Fused;
import evox.core.Problem;
import evox.foreign.GpuFailed;
import evox.foreign.Gpus;
import evox.foreign.Isa;
import evox.foreign.NativeLibrary;
import evox.kernel.Objective;
import evox.world.Device;
import evox.world.World;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a run computes with. */
final class DeviceOptions {

  static final Option THREADS = Option.of("--threads", "N", "threads; as many as there are cores by default");

  /** "processor", since mpirun spoils words with the first and the third letter of it side by side. */
  static final Option DEVICE = Option.of("--device", "NAME", "auto (the default: a GPU for a large population, if there is"
      + " one), gpu, gpu:0,1 (these), processor, or an instruction set such as avx2");

  static final Option ALGEBRA = Option.of("--algebra", "NAME", "whose products of matrices: own (the default), or cublas for"
      + " NVIDIA's, whose bits are those of its version and the GPU");

  private static final String GPU = "gpu";
  private static final String AUTO = "auto";
  private static final String PROCESSOR = "processor";
  private static final String OWN = "own";
  private static final String CUBLAS = "cublas";

  /**
   * Coordinates of a generation from which on a GPU is looked for that nobody asked for. For so many a core takes
   * milliseconds, and to begin a generation on a GPU a small part of one.
   */
  private static final long MANY = 1L << 20;

  private DeviceOptions() {}

  /** @throws IllegalArgumentException if there is no such device, and what there is */
  static Device of(Given given, Algorithm<?> algorithm, Problem problem) {
    String name = given.has(DEVICE.name()) ? given.text(DEVICE.name()) : AUTO;
    if (byCublas(given)) return withCublas(given, name, algorithm);
    if (name.equals(AUTO)) return automatic(given, algorithm, problem);
    if (name.equals(PROCESSOR)) return processor(given, Isa.fromEnvironment());
    if (isGpu(name)) return gpus(given, name);
    return processor(given, parse(name));
  }

  private static boolean isGpu(String name) {
    return name.equals(GPU) || name.startsWith(GPU + ":");
  }

  /** A machine without a GPU pays for the default by a look at two files, and where the population is small by none. */
  private static Device automatic(Given given, Algorithm<?> algorithm, Problem problem) {
    Device processor = processor(given, Isa.fromEnvironment());
    if (System.getenv(Isa.VARIABLE) != null || !pays(algorithm, problem) || !Gpus.areLikely()) return processor;
    GpuProof proof = GpuProof.of(algorithm, problem);
    try {
      return processor.preferringGpus(Gpus.usable(), proof);
    } catch (GpuFailed e) {
      return processor.withoutGpu(e, proof);
    }
  }

  /** Whether the population stays on a GPU from one generation to the next, and is large. */
  private static boolean pays(Algorithm<?> algorithm, Problem problem) {
    return algorithm instanceof Fused<?> && problem instanceof Objective
        && algorithm.population(problem.dimension()) >= MANY / problem.dimension();
  }

  private static boolean byCublas(Given given) {
    String name = given.has(ALGEBRA.name()) ? given.text(ALGEBRA.name()) : OWN;
    if (name.equals(OWN) || name.equals(CUBLAS)) return name.equals(CUBLAS);
    throw new IllegalArgumentException(ALGEBRA.name() + " must be one of own, cublas, got " + ALGEBRA.name() + "=" + name);
  }

  /** Who asks for it asks for a GPU, and for an algorithm whose products it can make. */
  private static Device withCublas(Given given, String name, Algorithm<?> algorithm) {
    if (!(algorithm instanceof CMAES || algorithm instanceof OpenES)) {
      throw new IllegalArgumentException(ALGEBRA.name() + "=" + CUBLAS + " must have an algorithm that multiplies matrices, "
          + "CMAES or OpenES, got --algorithm=" + algorithm.getClass().getSimpleName());
    }
    if (!name.equals(AUTO) && !isGpu(name)) {
      throw new IllegalArgumentException(
          ALGEBRA.name() + "=" + CUBLAS + " must have a GPU, got " + DEVICE.name() + "=" + name);
    }
    Device device = gpus(given, name.equals(AUTO) ? GPU : name).withAlgebra();
    try {
      Gpus.algebra();
      return device;
    } catch (GpuFailed e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Says whose bits a run has, where they aren't the processor's. */
  static void warn(World world) {
    if (world.rank() != 0 || world.device().algebra() == null) return;
    System.err.println(world.device().algebra().name()
        + " multiplies matrices: the bits are promised for this version and this kind of GPU alone");
  }

  private static Device processor(Given given, Isa isa) {
    boolean asked = System.getenv(Isa.VARIABLE) != null || given.has(DEVICE.name());
    if (!asked && isa == Isa.JAVA) System.err.println(NativeLibrary.absence());
    if (given.has(THREADS.name())) return Device.cpu(given.positiveInt(THREADS.name(), 1), isa);
    return Device.cpu(isa);
  }

  private static Device gpus(Given given, String name) {
    try {
      List<Integer> all = Gpus.usable();
      List<Integer> asked = name.equals(GPU) ? all : numbers(name);
      if (!all.containsAll(asked)) {
        throw new IllegalArgumentException("the numbers of GPUs must be of " + all + ", got " + name);
      }
      return processor(given, Isa.fromEnvironment()).withGpus(asked);
    } catch (GpuFailed e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static List<Integer> numbers(String name) {
    try {
      return Arrays.stream(name.substring(GPU.length() + 1).split(",")).map(Integer::parseUnsignedInt).toList();
    } catch (NumberFormatException e) {
      throw wrong(name);
    }
  }

  private static Isa parse(String name) {
    if (Arrays.stream(Isa.values()).noneMatch(isa -> isa.name().equalsIgnoreCase(name))) throw wrong(name);
    return Isa.parse(name);
  }

  private static IllegalArgumentException wrong(String name) {
    return new IllegalArgumentException(DEVICE.name() + " must be one of auto, gpu, gpu:0,1, processor, "
        + Arrays.toString(Isa.values()).toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "") + ", got " + DEVICE.name()
        + "=" + name);
  }
}
