package evox.launch.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder of a trial below the cluster's root, as ReaL lays it out: {@code logs/user/experiment/trial} for what is
 * said and recorded, {@code checkpoints/user/experiment/trial} for what the program keeps.
 */
public record RunFolder(Path fileroot, Trial trial) {

  private static final String RECORD = "run.json";
  private static final String OUTCOME = "outcome.json";

  public RunFolder {
    Job.requireOneLine("fileroot", fileroot.toString());
    // Slurm replaces nothing in a path with one, not even its own marks.
    if (fileroot.toString().indexOf('\\') >= 0) {
      throw new IllegalArgumentException("fileroot must have no backslash, got fileroot=" + fileroot);
    }
  }

  /** A word that no other trial has, of any user and of any root: by it a scheduler's jobs are known for this one's. */
  public String key() {
    return UUID.nameUUIDFromBytes(logs().toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  public Path logs() {
    return place("logs");
  }

  public Path checkpoints() {
    return place("checkpoints");
  }

  private Path place(String what) {
    return fileroot.resolve(what).resolve(trial.user()).resolve(trial.experiment()).resolve(trial.trial());
  }

  /** What a process wrote to its standard output. */
  public Path out(int process) {
    return logs().resolve("process-" + process + ".out");
  }

  /** What a process wrote to its standard error. */
  public Path err(int process) {
    return logs().resolve("process-" + process + ".err");
  }

  /** What the scheduler itself had to say of the job. */
  public Path log() {
    return logs().resolve("job.log");
  }

  /** The secret of the trial's world. */
  public Path token() {
    return logs().resolve("token");
  }

  /** What its file holds. */
  public String secret() {
    try {
      return Files.readString(token()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program's own exit code, if it wrote one. */
  public Path exit() {
    return logs().resolve("exit");
  }

  /**
   * Makes it.
   *
   * @param secret what all processes of the trial know
   * @throws IllegalArgumentException if it is there already, or can't be made
   */
  public void create(String secret) {
    if (isNewlyMade(secret)) return;
    throw new IllegalArgumentException("a trial must be new, got trial=" + trial + " with folder " + logs()
        + "; give another --trial");
  }

  /**
   * Makes it, unless it is there already.
   *
   * @throws IllegalArgumentException if it can't be made
   */
  public boolean isNewlyMade(String secret) {
    try {
      Files.createDirectories(logs().getParent());
      Files.createDirectory(logs());
      Files.createDirectories(checkpoints());
      keep(token(), secret + "\n");
      return true;
    } catch (FileAlreadyExistsException e) {
      if (Files.isDirectory(logs())) return false;
      throw unusable(e);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private IllegalArgumentException unusable(IOException cause) {
    return new IllegalArgumentException("fileroot must be a folder one can write to, got fileroot=" + fileroot + " (" + cause
        + ")", cause);
  }

  /** A new file that nobody else can read. */
  private static Path keep(Path file, String text) throws IOException {
    Path kept = Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(kept, text);
  }

  /** Takes back what was made. */
  public void discard() {
    for (Path folder : List.of(logs(), checkpoints())) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Writes a file of it, complete or not at all. */
  public Path write(String name, String text) {
    try {
      Path part = part(name);
      Files.writeString(part, text);
      return Files.move(part, logs().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same for what nobody else is to read, such as the values of variables. */
  public Path writeForUserAlone(String name, String text) {
    try {
      return Files.move(keep(part(name), text), logs().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Several processes may write a file at the same time, each of them all of it. */
  private Path part(String name) {
    return logs().resolve(name + "." + UUID.randomUUID() + ".part");
  }

  public void record(RunRecord record) {
    write(RECORD, record.json());
  }

  /** What was started. */
  public RunRecord record() {
    return RunRecord.read(logs().resolve(RECORD));
  }

  /** Notes down how it ended; the first to say so is right. */
  public void end(Outcome outcome) {
    if (outcome().isEmpty()) write(OUTCOME, outcome.json());
  }

  /** How it ended, if somebody saw that. */
  public Optional<Outcome> outcome() {
    Path file = logs().resolve(OUTCOME);
    return Files.exists(file) ? Optional.of(Outcome.read(file)) : Optional.empty();
  }

  /**
   * All of a user's trials, the latest last.
   *
   * @throws IllegalArgumentException if there is no such root, or it can't be read
   */
  public static List<RunFolder> of(Path fileroot, String user) {
    if (!Files.isDirectory(fileroot)) {
      throw new IllegalArgumentException("fileroot must be a folder, got fileroot=" + fileroot
          + (Files.notExists(fileroot) ? ", which is not there; what is launched first makes it" : ""));
    }
    Path folder = fileroot.resolve("logs").resolve(user);
    if (Files.notExists(folder)) return List.of();
    try (Stream<Path> files = Files.find(folder.toRealPath(), 3, (file, what) -> file.endsWith(RECORD))) {
      return files.map(Path::getParent).map(logs -> new RunFolder(fileroot,
          new Trial(user, logs.getParent().getFileName().toString(), logs.getFileName().toString())))
          .sorted(Comparator.comparing((RunFolder run) -> run.record().begun()).thenComparing(run -> run.trial().toString()))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException("fileroot must be a folder one can read, got fileroot=" + fileroot + " (" + e + ")",
          e);
    }
  }
}
