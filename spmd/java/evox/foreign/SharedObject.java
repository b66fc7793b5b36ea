package evox.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A library file in the ELF format. Loading a damaged one kills the process, so it is looked at first. */
final class SharedObject {

  private static final int HEADER_BYTES = 64;
  private static final int MAGIC = 0x464c457f;
  private static final int SECTION_TABLE = 40;
  private static final int SECTION_BYTES = 58;
  private static final int SECTION_COUNT = 60;

  private SharedObject() {}

  /**
   * Checks that a file is a library and has all its bytes: the linker writes the table of sections last.
   *
   * @throws IOException if it cannot be read, is no library, or ends too early
   */
  static void requireWhole(Path path) throws IOException {
    if (!Files.isReadable(path)) throw new IOException("the library must be a readable file, got path=" + path);
    try (FileChannel file = FileChannel.open(path)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.nativeOrder());
      file.read(header, 0);
      if (header.hasRemaining() || header.getInt(0) != MAGIC) {
        throw new IOException("the file must be a shared library, got path=" + path);
      }
      long end = header.getLong(SECTION_TABLE)
          + (long) header.getShort(SECTION_BYTES) * header.getShort(SECTION_COUNT);
      if (end > file.size()) {
        throw new IOException("the library must be whole, " + end + " bytes, got path=" + path + ", bytes="
            + file.size());
      }
    }
  }
}
