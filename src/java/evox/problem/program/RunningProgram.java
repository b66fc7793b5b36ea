package evox.problem.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program that has been started: its folder, its process, what goes in and what comes out. */
final class RunningProgram {

  /** What of this process's environment a program sees. */
  private static final Set<String> ENVIRONMENT = Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ",
      "TMPDIR", "LD_LIBRARY_PATH");

  /** Lines that wait to be read; then the program waits. */
  private static final int WAITING = 4096;

  /** Lines of each output that the message of a failure repeats. */
  private static final int SHOWN = 5;

  /** What an orderly end takes: mpirun gives its processes a second of it. */
  private static final long END_SECONDS = 3;

  /** A line; null for the end of all. */
  private record Line(String text) {}

  private final ExternalProgram program;
  private final Pattern rejection;
  private final Path folder;
  private final Process process;
  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>(WAITING);
  private final Deque<String> last = new ArrayDeque<>();
  private final Thread reader;
  private final ExecutorService writer = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
  private final Thread atExit = new Thread(this::end, "evox-program-end");
  private boolean failed;
  private boolean ended;

  private RunningProgram(ExternalProgram program, Path folder, Process process) {
    this.program = program;
    this.rejection = Pattern.compile(program.rejection());
    this.folder = folder;
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().name("evox-program-output").start(this::readLines);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  static RunningProgram start(ExternalProgram program) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("evox-program-");
      for (Map.Entry<String, String> file : program.files().entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
      ProcessBuilder builder = new ProcessBuilder(program.command()).directory(folder.toFile())
          .redirectError(errors(folder).toFile());
      builder.environment().keySet().retainAll(ENVIRONMENT);
      return new RunningProgram(program, folder, builder.start());
    } catch (IOException e) {
      if (folder != null) delete(folder);
      throw new ProgramFailed("the program must start, got command=" + program.command() + ": " + e.getMessage(), e);
    }
  }

  private static Path errors(Path folder) {
    return folder.resolve("standard-error");
  }

  private void readLines() {
    try {
      try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
        for (String text = output.readLine(); text != null; text = output.readLine()) lines.put(new Line(text));
      } catch (IOException e) {
        // The stream of a process that was ended from here; it has ended all the same.
      }
      lines.put(new Line(null));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has it read this, as fast as it likes. */
  void write(String text) {
    writer.execute(() -> {
      try {
        OutputStream input = process.getOutputStream();
        input.write(text.getBytes(StandardCharsets.UTF_8));
        input.flush();
      } catch (IOException e) {
        // It reads no more: whoever waits for its answer finds out why.
      }
    });
  }

  void endInput() {
    writer.execute(() -> {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        // As above.
      }
    });
  }

  /** The rest of the next line that begins with a word. */
  String lineAfter(String word) {
    long deadline = deadline();
    while (true) {
      String line = next(deadline);
      if (line == null) throw failure("must answer", "it ended with status " + status(deadline));
      if (line.startsWith(word)) return line.substring(word.length()).strip();
    }
  }

  List<String> linesToTheEnd() {
    long deadline = deadline();
    List<String> all = new ArrayList<>();
    for (String line = next(deadline); line != null; line = next(deadline)) all.add(line);
    String status = status(deadline);
    if (!status.equals("0")) throw failure("must end with status 0", "status " + status);
    return all;
  }

  private long deadline() {
    return System.nanoTime() + (long) (program.limit() * 1e9);
  }

  /** The next line; null when there will be no more. */
  private String next(long deadline) {
    try {
      Line line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null) throw failure("must answer within " + program.limit() + " s", "nothing by then");
      if (line.text == null) return null;
      last.add(line.text);
      if (last.size() > SHOWN) last.remove();
      if (rejection.matcher(line.text).find()) throw new CandidateFailed(line.text);
      return line.text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("must be waited for", "an interrupt");
    }
  }

  private String status(long deadline) {
    try {
      boolean ended = process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (!ended) throw failure("must end within " + program.limit() + " s", "the end of its output alone");
      return Integer.toString(process.exitValue());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("must be waited for", "an interrupt");
    }
  }

  private ProgramFailed failure(String rule, String got) {
    failed = true;
    return new ProgramFailed("the program " + rule + ", got " + got + " from command=" + program.command()
        + "; its files are in " + folder + "; its last words: " + String.join(" | ", lastWords()), null);
  }

  private List<String> lastWords() {
    List<String> words = new ArrayList<>(last);
    try {
      List<String> errors = Files.readAllLines(errors(folder), StandardCharsets.ISO_8859_1).stream()
          .filter(line -> !line.matches("[-\\s]*")).toList();
      words.addAll(errors.subList(Math.max(0, errors.size() - SHOWN), errors.size()));
    } catch (IOException e) {
      words.add("its errors can't be read: " + e);
    }
    return words;
  }

  /** Ends it, if it has not ended: it is asked to, once, and made to when it doesn't. Its folder is kept if it failed. */
  synchronized void end() {
    if (ended) return;
    ended = true;
    endInput();
    writer.shutdown();
    if (!endsWithin(failed ? 0 : END_SECONDS)) {
      // Once it has ended, nobody can tell any more what it had started.
      List<ProcessHandle> started = new ArrayList<>(process.descendants().toList());
      process.destroy();
      if (!endsWithin(END_SECONDS)) {
        started.addAll(process.descendants().toList());
        // First the one that could start more.
        process.destroyForcibly();
        endsWithin(END_SECONDS);
      }
      started.forEach(ProcessHandle::destroyForcibly);
      awaitEnd(started);
    }
    // It may wait for somebody to take its lines.
    reader.interrupt();
    forgetExit();
    if (!failed) delete(folder);
  }

  /** What is killed may run on for a moment. */
  private static void awaitEnd(List<ProcessHandle> killed) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
    for (ProcessHandle one : killed) while (runs(one) && System.nanoTime() < end) LockSupport.parkNanos(1_000_000);
  }

  /** One that has ended keeps its number until its parent asks after it, but no program. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  private void forgetExit() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // This process is ending.
    }
  }

  private boolean endsWithin(long seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of an external program must be deletable, got path=" + folder, e);
    }
  }
}
