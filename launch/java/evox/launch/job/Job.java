package evox.launch.job;

import evox.launch.word.ShellWords;
import evox.pool.Resources;
import evox.pool.WorkerProcess;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One world of processes that all run the same command.
 *
 * @param command the program and its words
 * @param environment what is put into the processes' environment, beside the one that whoever starts them has
 * @param each what each process has for itself
 */
public record Job(Trial trial, List<String> command, Map<String, String> environment, int processes, Resources each,
    Placement placement, Container container, Supervision supervision) {

  public Job {
    command = List.copyOf(command);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    if (command.isEmpty()) throw new IllegalArgumentException("a job must have a command, got none");
    if (processes < 1) throw new IllegalArgumentException("processes must be 1 or more, got processes=" + processes);
    if (supervision.minimum() > processes) {
      throw new IllegalArgumentException("minimum must be at most the number of processes, got minimum="
          + supervision.minimum() + ", processes=" + processes);
    }
    command.forEach(ShellWords::quote);
    environment.forEach((name, value) -> {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw new IllegalArgumentException("a variable's name must be letters, digits and underscores, got " + name);
      }
      ShellWords.quote(value);
    });
  }

  /** Whether its processes end with one another: those that join a pool come and go by themselves. */
  public boolean isOneWorld() {
    return !environment.containsKey(WorkerProcess.VARIABLE);
  }

  /** The same with other resources for each process. */
  public Job with(Resources other) {
    return new Job(trial, command, environment, processes, other, placement, container, supervision);
  }

  /** The same as another trial. */
  public Job with(Trial other) {
    return new Job(other, command, environment, processes, each, placement, container, supervision);
  }

  /** As a scheduler counts them. */
  public int gpus() {
    return whole("gpus", each.gpus());
  }

  /** As a scheduler counts them; 0 for its default. */
  public int cores() {
    return whole("cores", each.cores());
  }

  private static int whole(String what, double amount) {
    if (amount == Math.rint(amount) && amount <= Integer.MAX_VALUE) return (int) amount;
    throw new IllegalArgumentException(what + " of a process must be a whole number, got " + what + "=" + amount);
  }

  static void requireOneLine(String what, String text) {
    if (text.chars().noneMatch(Character::isISOControl)) return;
    throw new IllegalArgumentException(what + " must be one line, got a control character in " + what + "="
        + text.replaceAll("\\p{Cntrl}", "?"));
  }
}
