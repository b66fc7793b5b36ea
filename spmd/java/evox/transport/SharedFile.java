package evox.transport;

import evox.collective.Links;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * The memory that the processes of one host share: a file in memory, mapped by each. It loses its name as soon as it is
 * there, so that nothing is left however they end; the others find it among the open files of the process that made it.
 */
public final class SharedFile implements AutoCloseable {

  private static final Path FOLDER = Path.of("/dev/shm");
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  private final FileChannel channel;
  private final Path path;

  private SharedFile(FileChannel channel, Path path) {
    this.channel = channel;
    this.path = path;
  }

  /** Whether this system has a folder in memory, and shows the open files of a process. */
  public static boolean isPossible() {
    return Files.isDirectory(FOLDER) && Files.isWritable(FOLDER) && Files.isDirectory(OPEN_FILES);
  }

  /**
   * Makes the file for so many processes. Its pages are taken at once: a mapped page that turns out not to be there
   * later would end the process.
   *
   * @throws IOException if there is no room for it
   */
  public static SharedFile create(int size) throws IOException {
    Path file = Files.createTempFile(FOLDER, "evox-", "");
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(file);
    }
    try {
      ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
      for (long left = SharedLinks.bytes(size); left > 0;) {
        zeros.clear().limit((int) Math.min(left, zeros.capacity()));
        left -= channel.write(zeros);
      }
      return new SharedFile(channel, amongOpenFiles(file + " (deleted)"));
    } catch (IOException e) {
      channel.close();
      throw new IOException("shared memory must have room for " + SharedLinks.bytes(size) + " bytes, got " + e
          + "; use --transport sockets", e);
    }
  }

  private static Path amongOpenFiles(String name) throws IOException {
    try (Stream<Path> files = Files.list(OPEN_FILES)) {
      for (Path file : files.toList()) {
        if (!name.equals(target(file))) continue;
        // Named by its number, since "self" is somebody else for the others.
        return Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "fd").resolve(file.getFileName());
      }
    }
    throw new IOException(OPEN_FILES + " without " + name);
  }

  /** What an open file is called; empty for one that another thread has closed meanwhile. */
  private static String target(Path file) throws IOException {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /** Where other processes of the host find it, until it is closed. */
  public Path path() {
    return path;
  }

  /** One process's links over the file. */
  public static Links open(Path file, int rank, int size) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MemorySegment memory = channel.map(MapMode.READ_WRITE, 0, SharedLinks.bytes(size), arena);
      return new SharedLinks("shared", memory, rank, size, arena::close);
    }
  }

  /** Lets go of it; those who have opened it keep it. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
