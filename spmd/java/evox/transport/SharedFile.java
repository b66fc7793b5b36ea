package evox.transport;

import evox.collective.Links;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The memory that the processes of one host share: a file in memory, mapped by each. It is deleted as soon as all have
 * mapped it, so that nothing is left however they end.
 */
public final class SharedFile {

  private static final Path FOLDER = Path.of("/dev/shm");

  private SharedFile() {}

  /** Whether this system has a folder in memory. */
  public static boolean isPossible() {
    return Files.isDirectory(FOLDER) && Files.isWritable(FOLDER);
  }

  /**
   * Makes the file for so many processes. Its pages are taken at once: a mapped page that turns out not to be there
   * later would end the process.
   *
   * @param name unique among all runs of all users of the host
   * @throws IOException if there is no room for it
   */
  public static Path create(String name, int size) throws IOException {
    Path file = FOLDER.resolve(name);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
      for (long left = SharedLinks.bytes(size); left > 0;) {
        zeros.clear().limit((int) Math.min(left, zeros.capacity()));
        left -= channel.write(zeros);
      }
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw new IOException("shared memory must have room for " + SharedLinks.bytes(size) + " bytes, got " + e
          + "; use --transport sockets", e);
    }
    return file;
  }

  /** One process's links over the file. */
  public static Links open(Path file, int rank, int size) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MemorySegment memory = channel.map(MapMode.READ_WRITE, 0, SharedLinks.bytes(size), arena);
      return new SharedLinks("shared", memory, rank, size, arena::close);
    }
  }
}
