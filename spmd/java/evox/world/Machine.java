package evox.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
      return hostName();
    }
  }

  /** What people call it; localhost where the system does not say. */
  public static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A name without an address is one all the same, and others have another.
      return kernelsName();
    }
  }

  private static String kernelsName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return "localhost";
    }
  }

  /** What people call it, and what tells containers from one another that have one name. */
  public static String name() {
    return hostName() + "-" + HexFormat.of().toHexDigits((short) id().hashCode());
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
