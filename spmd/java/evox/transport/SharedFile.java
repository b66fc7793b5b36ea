package evox.transport;

import evox.collective.Links;
import evox.memory.UnnamedFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The memory that the processes of one host share: a file in memory, mapped by each. It loses its name as soon as it is
 * there, so that nothing is left however they end; the others find it among the open files of the process that made it.
 */
public final class SharedFile implements AutoCloseable {

  private final UnnamedFile file;

  private SharedFile(UnnamedFile file) {
    this.file = file;
  }

  /** Whether this system has a folder in memory, and shows the open files of a process. */
  public static boolean isPossible() {
    return UnnamedFile.isPossibleIn(UnnamedFile.MEMORY);
  }

  /**
   * Makes the file for so many processes. Its pages are taken at once: a mapped page that turns out not to be there
   * later would end the process.
   *
   * @throws IOException if there is no room for it
   */
  public static SharedFile create(int size) throws IOException {
    UnnamedFile file = UnnamedFile.create(UnnamedFile.MEMORY);
    try {
      ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
      for (long left = SharedLinks.bytes(size); left > 0;) {
        zeros.clear().limit((int) Math.min(left, zeros.capacity()));
        left -= file.channel().write(zeros);
      }
      return new SharedFile(file);
    } catch (IOException e) {
      file.close();
      throw new IOException("shared memory must have room for " + SharedLinks.bytes(size) + " bytes, got " + e
          + "; use --transport sockets", e);
    }
  }

  /** Where other processes of the host find it, until it is closed. */
  public Path path() {
    return file.path();
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
    file.close();
  }
}
