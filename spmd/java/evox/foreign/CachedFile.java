package evox.foreign;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;

/** Files of the user's cache: libraries that travel in the jar, for they can be loaded from files alone, and what took time. */
final class CachedFile {

  private CachedFile() {}

  /** The checksum of some bytes, by which versions live side by side. */
  static String checksum(byte[] bytes) {
    return Long.toHexString(crc(bytes)) + "-" + bytes.length;
  }

  /** The file of this name and these bytes, in the user's cache or else in the folder for temporary files. */
  static Path of(byte[] bytes, String name) throws IOException {
    IOException last = null;
    for (Path folder : folders()) {
      try {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return place(bytes, file);
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  /** What is kept under this name, in the user's cache or else in the folder for temporary files; null for nothing. */
  static byte[] find(String name) throws IOException {
    for (Path folder : folders()) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) return Files.readAllBytes(file);
    }
    return null;
  }

  private static Path[] folders() {
    return new Path[] {userCache(), Path.of(System.getProperty("java.io.tmpdir"))};
  }

  private static Path userCache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base = cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return base.resolve("evox-spmd");
  }

  /** Writes the file unless it stands there whole: several processes may start at once, one may have died half-way. */
  private static Path place(byte[] bytes, Path file) throws IOException {
    if (Files.isRegularFile(file) && crc(Files.readAllBytes(file)) == crc(bytes)) return file;
    Path fresh = Files.createTempFile(file.getParent(), "evox-", ".part");
    try {
      Files.write(fresh, bytes);
      try {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(fresh);
    }
    return file;
  }

  private static long crc(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return checksum.getValue();
  }
}
