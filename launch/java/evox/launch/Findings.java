package evox.launch;

import com.sun.management.OperatingSystemMXBean;
import evox.foreign.GpuFailed;
import evox.foreign.Gpus;
import evox.foreign.Isa;
import evox.foreign.Mpi;
import evox.foreign.MpiFailed;
import evox.foreign.NativeLibrary;
import evox.foreign.Nccl;
import evox.foreign.NcclFailed;
import evox.report.Platform;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.ToolProvider;

/** What this machine offers the toolkit. */
final class Findings {

  private Findings() {}

  static List<Finding> ofThisMachine() {
    return List.of(java(), compiler(), processor(), threads(), kernels(), engine(), memory(), heap(), largePages(),
        Finding.of("processes", "--processes N, mpirun or srun on one host, or ID --coordinator HOST:PORT anywhere"),
        mpi(), GpuFinding.ofThisMachine(), nccl(), cublas());
  }

  private static Finding java() {
    return Finding.of("java", Runtime.version() + ", " + System.getProperty("java.vm.name") + ", "
        + System.getProperty("java.home"));
  }

  private static Finding compiler() {
    return ToolProvider.getSystemJavaCompiler() != null ? Finding.of("compiler", "present")
        : new Finding("compiler", "missing, `run` cannot compile programs", "install the JDK of this Java");
  }

  private static Finding processor() {
    return Finding.of("processor", Platform.processor() + ", " + System.getProperty("os.arch"));
  }

  private static Finding threads() {
    return Finding.of("threads", Runtime.getRuntime().availableProcessors() + ", all cores that this process may use");
  }

  private static Finding kernels() {
    return NativeLibrary.isPresent() ? Finding.of("kernels", "native, for " + runnable())
        : new Finding("kernels", "Java only, several times slower", NativeLibrary.absence());
  }

  private static String runnable() {
    StringBuilder all = new StringBuilder();
    for (Isa isa : Isa.values()) {
      if (isa != Isa.JAVA && isa.runsHere()) all.append(all.isEmpty() ? "" : ", ").append(lower(isa));
    }
    return all.toString();
  }

  private static Finding engine() {
    String forced = System.getenv(Isa.VARIABLE);
    Isa isa = Isa.fromEnvironment();
    boolean best = forced == null || forced.isBlank();
    String why = best ? "the widest that runs here" : "forced by " + Isa.VARIABLE + "=" + forced;
    return Finding.of("engine", lower(isa) + ", " + why);
  }

  private static Finding memory() {
    OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return Finding.of("memory", gibibytes(system.getTotalMemorySize()) + ", " + gibibytes(system.getFreeMemorySize())
        + " free; populations lie here, outside the Java heap");
  }

  private static Finding heap() {
    return Finding.of("heap", gibibytes(Runtime.getRuntime().maxMemory())
        + " at most, for objects of your own; java -Xmx sets it");
  }

  /** First touch of large arrays is 8 times cheaper with them. */
  private static Finding largePages() {
    for (String line : lines(Path.of("/sys/kernel/mm/transparent_hugepage/enabled"))) {
      String mode = line.substring(line.indexOf('[') + 1, line.indexOf(']'));
      if (!mode.equals("never")) return Finding.of("large pages", "on (" + mode + ")");
      return new Finding("large pages", "off, large populations start slower",
          "as root: echo madvise > /sys/kernel/mm/transparent_hugepage/enabled");
    }
    return Finding.of("large pages", "unknown to this system");
  }

  private static Finding mpi() {
    try {
      return Finding.of("mpi", Mpi.installed(System.getenv()) + ", between the machines of an mpirun");
    } catch (MpiFailed e) {
      return new Finding("mpi", "missing, sockets serve between machines", e.getMessage());
    }
  }

  /** Looked for where it can be used: it is a file of hundreds of megabytes. */
  private static Finding nccl() {
    if (!Gpus.areLikely() && !Nccl.isGiven(System.getenv())) return Finding.of("nccl", "not looked for without a GPU");
    try {
      return Finding.of("nccl", Nccl.load(System.getenv()).version());
    } catch (NcclFailed e) {
      return new Finding("nccl", "missing, GPUs exchange nothing directly", e.getMessage());
    }
  }

  private static Finding cublas() {
    if (!Gpus.areLikely()) return Finding.of("cublas", "not looked for without a GPU");
    try {
      return Finding.of("cublas", Gpus.algebra() + ", for --algebra cublas");
    } catch (GpuFailed e) {
      return new Finding("cublas", "missing, our own kernels multiply matrices", e.getMessage());
    }
  }

  private static String gibibytes(long bytes) {
    return Math.round(bytes / 0x1p30 * 10) / 10.0 + " GiB";
  }

  private static String lower(Isa isa) {
    return isa.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
