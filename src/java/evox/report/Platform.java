package evox.report;

import evox.world.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a run computed on and with, for its report. */
public final class Platform {

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  private Platform() {}

  /** Processor, threads, engine, system and versions. */
  public static Table table(Device device) {
    return Table.of("Machine")
        .row("processor", processor())
        .row("threads", device.threads() + " of " + Runtime.getRuntime().availableProcessors())
        .row("engine", device.isa().toString().toLowerCase(Locale.ROOT))
        .row("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
            + System.getProperty("os.arch"))
        .row("Java", Runtime.version() + ", " + System.getProperty("java.vm.name"))
        .row("evox-spmd", version());
  }

  /** The processor's name where Linux knows it, else the architecture's. */
  public static String processor() {
    try {
      return Files.readAllLines(PROCESSOR, StandardCharsets.ISO_8859_1).stream()
          .filter(line -> line.startsWith("model name")).findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  private static String version() {
    String version = Platform.class.getPackage().getImplementationVersion();
    return version == null ? "not from a jar" : version;
  }
}
