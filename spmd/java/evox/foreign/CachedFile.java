package evox.foreign;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.zip.CRC32;

/** Files of the user's cache: libraries that travel in the jar, for they can be loaded from files alone, and what took time. */
final class CachedFile {

  /** Before a binding is given another for a moment. */
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private static final String OWN = "rwx------";

  private static final int PIECE = 1 << 16;

  private CachedFile() {}

  /** Bytes that can be read again, from the beginning. */
  interface Source {
    InputStream open() throws IOException;
  }

  /** The checksum of some bytes, by which versions live side by side. */
  static String checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return checksum(crc.getValue(), bytes.length);
  }

  /** The same of bytes that are read a few at a time: a run that begins with all of them in new memory waits for that. */
  static String checksum(InputStream in) throws IOException {
    CRC32 crc = new CRC32();
    byte[] piece = new byte[PIECE];
    long length = 0;
    try (in) {
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        crc.update(piece, 0, count);
        length += count;
      }
    }
    return checksum(crc.getValue(), length);
  }

  /** The same of so many bytes with this CRC-32. */
  static String checksum(long crc, long length) {
    return Long.toHexString(crc) + "-" + length;
  }

  /** The file of this name and these bytes, in the user's cache or else in a folder of the user's among temporary files. */
  static Path of(byte[] bytes, String name) throws IOException {
    return of(() -> new ByteArrayInputStream(bytes), checksum(bytes), name);
  }

  /** The same, of bytes with this checksum. */
  static Path of(Source source, String checksum, String name) throws IOException {
    try {
      return place(source, checksum, userCache().resolve(name));
    } catch (IOException e) {
      return place(source, checksum, ownFolder(TEMPORARY).resolve(name));
    }
  }

  /** What is kept under this name, where {@link #of} puts it; null for nothing that can be read. */
  static byte[] find(String name) {
    byte[] cached = read(userCache().resolve(name));
    if (cached != null || !Files.isDirectory(folderIn(TEMPORARY))) return cached;
    try {
      return read(ownFolder(TEMPORARY).resolve(name));
    } catch (IOException e) {
      return null;
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * This user's folder among the temporary files of all, made if it isn't there. Others may write beside it: a library that
   * they have put where ours is looked for would run as this user.
   *
   * @throws IOException if what is there is somebody else's, or others may write to it
   */
  static Path ownFolder(Path temporary) throws IOException {
    Path folder = folderIn(temporary);
    try {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWN)));
    } catch (FileAlreadyExistsException e) {
      // Made by a run before, or planted.
    }
    PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    String mode = PosixFilePermissions.toString(found.permissions());
    if (!found.isDirectory() || !mode.equals(OWN) || !found.owner().equals(user(temporary))) {
      throw new IOException("the folder for libraries must be this user's alone, got path=" + folder + ", owner="
          + found.owner().getName() + ", mode=" + mode);
    }
    return folder;
  }

  private static Path folderIn(Path temporary) {
    return temporary.resolve("evox-spmd-" + System.getProperty("user.name"));
  }

  /** As the system has it: a name that Java is told may be another's. */
  private static UserPrincipal user(Path temporary) throws IOException {
    Path fresh = Files.createTempFile(temporary, "evox-", ".part");
    try {
      return Files.getOwner(fresh);
    } finally {
      Files.delete(fresh);
    }
  }

  private static Path userCache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base = cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return base.resolve("evox-spmd");
  }

  /** Writes the file unless it stands there whole: several processes may start at once, one may have died half-way. */
  private static Path place(Source source, String checksum, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    if (Files.isRegularFile(file) && checksum(Files.newInputStream(file)).equals(checksum)) return file;
    Path fresh = Files.createTempFile(file.getParent(), "evox-", ".part");
    try {
      try (InputStream in = source.open()) {
        Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      }
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
}
