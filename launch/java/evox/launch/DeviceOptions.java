package evox.launch;

import evox.foreign.GpuFailed;
import evox.foreign.Gpus;
import evox.foreign.Isa;
import evox.foreign.NativeLibrary;
import evox.world.Device;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a run computes with. */
final class DeviceOptions {

  static final Option THREADS = Option.of("--threads", "N", "threads; as many as there are cores by default");

  /** "processor", since mpirun spoils words with the first and the third letter of it side by side. */
  static final Option DEVICE = Option.of("--device", "NAME", "processor (the default), gpu, gpu:0,1 (these), auto (a GPU if"
      + " there is one), or an instruction set such as avx2");

  private static final String GPU = "gpu";
  private static final String AUTO = "auto";
  private static final String PROCESSOR = "processor";

  private DeviceOptions() {}

  /** @throws IllegalArgumentException if there is no such device, and what there is */
  static Device of(Given given) {
    String name = given.has(DEVICE.name()) ? given.text(DEVICE.name()) : PROCESSOR;
    if (name.equals(AUTO)) return automatic(given);
    if (name.equals(PROCESSOR)) return processor(given, Isa.fromEnvironment());
    if (name.equals(GPU) || name.startsWith(GPU + ":")) return gpus(given, name);
    return processor(given, parse(name));
  }

  private static Device automatic(Given given) {
    Device processor = processor(given, Isa.fromEnvironment());
    if (!Gpus.areLikely() || System.getenv(Isa.VARIABLE) != null) return processor;
    try {
      return processor.preferringGpus(Gpus.usable(), DeviceOptions::tell);
    } catch (GpuFailed e) {
      tell(e);
      return processor;
    }
  }

  private static Device processor(Given given, Isa isa) {
    boolean asked = System.getenv(Isa.VARIABLE) != null || given.has(DEVICE.name());
    if (!asked && isa == Isa.JAVA) System.err.println(NativeLibrary.absence());
    if (given.has(THREADS.name())) return Device.cpu(given.positiveInt(THREADS.name(), 1), isa);
    return Device.cpu(isa);
  }

  private static void tell(GpuFailed failure) {
    System.err.println("no GPU is used: " + failure.getMessage());
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
