package evox.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears whole or not at all: written beside its place, under its name with {@code .<process>.part} added,
 * and moved there when it is finished. One thread at a time.
 */
public final class OutputFile implements AutoCloseable {

  private final Path path;
  private final Path part;
  private final FileChannel channel;

  private OutputFile(Path path, Path part, FileChannel channel) {
    this.path = path;
    this.part = part;
    this.channel = channel;
  }

  /**
   * Begins a file; its folder is made if it is missing.
   *
   * @throws IllegalArgumentException if no file can be written there, and why
   */
  public static OutputFile create(Path path) {
    Path place = path.toAbsolutePath();
    if (Files.isDirectory(place)) {
      throw new IllegalArgumentException("an output file must not be a folder, got path=" + path
          + "; add a file name");
    }
    Path part = place.resolveSibling(place.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      Files.createDirectories(place.getParent());
      return new OutputFile(path, part, FileChannel.open(part, StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new IllegalArgumentException("the folder of an output file must be writable, got path=" + path + " (" + e
          + "); choose another folder", e);
    }
  }

  /**
   * Checks before a long run that its file can be written after it.
   *
   * @throws IllegalArgumentException if not, and why
   */
  public static void requireWritable(Path path) {
    create(path).close();
  }

  /** Writes a whole file. */
  public static void write(Path path, String text) {
    try (OutputFile file = create(path)) {
      file.append(text);
      file.finish();
    }
  }

  /** Appends bytes. */
  public void append(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) channel.write(bytes);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Appends text in UTF-8. */
  public void append(String text) {
    append(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Overwrites bytes at a place in the file. */
  void overwrite(ByteBuffer bytes, long position) {
    try {
      channel.write(bytes, position);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Moves the file to its place, over one that may be there. */
  public void finish() {
    try {
      channel.close();
      Files.move(part, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Drops the file, if it is not finished. */
  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("an output file must be written whole, got path=" + path + " (" + e + ")", e);
  }
}
