package evox.launch.job;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A program of the site's that is asked for something and answers. No shell reads its words. */
public final class Tool {

  /**
   * What it answered.
   *
   * @param code its exit code
   * @param err with blanks at its ends taken off, as is the output
   */
  public record Answer(int code, String out, String err) {

    public boolean succeeded() {
      return code == 0;
    }
  }

  private Tool() {}

  /**
   * Runs it to its end.
   *
   * @throws IllegalStateException if there is no such program
   */
  public static Answer ask(List<String> command, String input) {
    try {
      Process process = new ProcessBuilder(command).start();
      CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It ended without reading on; what it says tells why.
      }
      String out = text(process.getInputStream());
      return new Answer(process.waitFor(), out.strip(), err.join().strip());
    } catch (IOException e) {
      throw new IllegalStateException(command.getFirst() + " must be installed and on the PATH, got " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command.getFirst() + " must be waited for, got interrupted", e);
    }
  }

  public static Answer ask(String... command) {
    return ask(List.of(command), "");
  }

  /**
   * Runs it, and takes its output.
   *
   * @throws IllegalStateException in its own words, if it fails
   */
  public static String require(List<String> command, String input) {
    Answer answer = ask(command, input);
    if (answer.succeeded()) return answer.out();
    List<String> said = new ArrayList<>((answer.err().isEmpty() ? answer.out() : answer.err()).lines().toList());
    throw new IllegalStateException(command.getFirst() + " must succeed, got exit code " + answer.code() + ": "
        + String.join("; ", said));
  }

  /**
   * Looks whether there is such a program, for those that others are to start.
   *
   * @throws IllegalStateException if there is none
   */
  public static void requireInstalled(String program) {
    // One with a slash is a path already.
    String places = program.contains("/") ? "" : System.getenv().getOrDefault("PATH", "");
    for (String place : places.split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(place, program))) return;
    }
    throw new IllegalStateException(program + " must be installed and on the PATH, got none");
  }

  /** Runs it, and makes a file of its output as it is; if it fails, the file stays as it was. */
  public static void save(List<String> command, Path file) {
    // Several processes may make it at the same time.
    Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      Process process = new ProcessBuilder(command).redirectOutput(part.toFile()).redirectError(Redirect.DISCARD).start();
      process.getOutputStream().close();
      if (process.waitFor() == 0) Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      else Files.delete(part);
    } catch (IOException e) {
      throw new IllegalStateException(command.getFirst() + " must be installed and " + file + " writable, got "
          + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command.getFirst() + " must be waited for, got interrupted", e);
    }
  }

  private static String text(InputStream stream) {
    try {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
