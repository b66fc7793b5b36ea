package evox.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;

/** What tells this machine from others. */
public final class Machine {

  private static final String CORES = "Cpus_allowed_list:";

  private Machine() {}

  /**
   * The same for processes that can share memory, and for no others: the running kernel, and the view of its files and
   * processes, since containers may share one and not the others.
   */
  public static String id() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")) + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException e) {
      return Member.hostName();
    }
  }

  /** What people call it, and what tells containers from one another that have one name. */
  public static String name() {
    return Member.hostName() + "-" + HexFormat.of().toHexDigits((short) id().hashCode());
  }

  /** The cores that this process may use, as the kernel lists them; empty where it does not say. */
  static String cores() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines.filter(line -> line.startsWith(CORES)).findFirst().map(line -> line.substring(CORES.length()).strip())
          .orElse("");
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }
}
