package evox.launch.job;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Passes on what a file gains, for as long as it is asked to. */
public final class LogTail {

  private static final int MOST_BYTES = 1 << 16;

  private final Path file;
  private final PrintStream to;
  private long read;

  public LogTail(Path file, PrintStream to) {
    this.file = file;
    this.to = to;
  }

  /** Passes on what is new; nothing where there is no file yet. */
  public void pass() {
    if (!Files.exists(file)) return;
    try (RandomAccessFile source = new RandomAccessFile(file.toFile(), "r")) {
      // A file that is shorter than it was has been begun anew.
      if (source.length() < read) read = 0;
      source.seek(read);
      byte[] bytes = new byte[MOST_BYTES];
      for (int n; (n = source.read(bytes)) > 0; read += n) to.write(bytes, 0, n);
      to.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
