package evox.memory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * A file that loses its name as soon as it is there, so that nothing is left however its processes end. Others of the
 * machine find it among the open files of the process that made it.
 */
public final class UnnamedFile implements AutoCloseable {

  /** Where files are memory. */
  public static final Path MEMORY = Path.of("/dev/shm");

  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  private final FileChannel channel;
  private final Path path;

  private UnnamedFile(FileChannel channel, Path path) {
    this.channel = channel;
    this.path = path;
  }

  /** Whether this system lets files be made in a folder, and shows the open files of a process. */
  public static boolean isPossibleIn(Path folder) {
    return Files.isDirectory(folder) && Files.isWritable(folder) && Files.isDirectory(OPEN_FILES);
  }

  /** Makes an empty one. */
  public static UnnamedFile create(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "evox-", "");
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(file);
    }
    try {
      return new UnnamedFile(channel, amongOpenFiles(file + " (deleted)"));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static Path amongOpenFiles(String name) throws IOException {
    try (Stream<Path> files = Files.list(OPEN_FILES)) {
      // In the order of their numbers: one that has just been opened is among the last.
      for (Path file : files.toList().reversed()) {
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

  /** For reading and writing. */
  public FileChannel channel() {
    return channel;
  }

  /** Where other processes of the machine find it, until it is closed. */
  public Path path() {
    return path;
  }

  /** Lets go of it; those who have opened or mapped it keep it. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
