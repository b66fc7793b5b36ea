package evox.store;

import evox.memory.UnnamedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How much a store holds, and where.
 *
 * @param memory a folder whose files are memory
 * @param capacity bytes that this process may have there at once
 * @param disk a folder on a disk, for what finds no room there
 * @param patience how long to wait for room in memory before the disk is used
 * @param say where progress and waits are told, a line each
 */
public record StoreSettings(Path memory, long capacity, Path disk, Duration patience, Consumer<String> say) {

  public StoreSettings {
    if (capacity < 0) throw new IllegalArgumentException("capacity must be 0 bytes or more, got capacity=" + capacity);
  }

  /** Half of what is free in the machine's shared memory, then the disk of temporary files. */
  public static StoreSettings ofThisMachine() {
    Path disk = Path.of(System.getProperty("java.io.tmpdir"));
    boolean shared = UnnamedFile.isPossibleIn(UnnamedFile.MEMORY);
    return new StoreSettings(shared ? UnnamedFile.MEMORY : disk, shared ? free(UnnamedFile.MEMORY) / 2 : 0, disk,
        Duration.ofSeconds(10), System.err::println);
  }

  /** With room for so many bytes. */
  public StoreSettings holding(long bytes) {
    return new StoreSettings(memory, bytes, disk, patience, say);
  }

  /** Spilling to another folder. */
  public StoreSettings spillingTo(Path folder) {
    return new StoreSettings(memory, capacity, folder, patience, say);
  }

  /** Waiting so long for room. */
  public StoreSettings waiting(Duration longest) {
    return new StoreSettings(memory, capacity, disk, longest, say);
  }

  /** Telling what it does elsewhere. */
  public StoreSettings saying(Consumer<String> given) {
    return new StoreSettings(memory, capacity, disk, patience, given);
  }

  /** What is free where a folder is; 0 where that can't be found out. */
  static long free(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }
}
