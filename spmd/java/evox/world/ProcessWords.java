package evox.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command line says of processes: {@code 0 --coordinator host:port --processes 4 --transport sockets}, anywhere
 * before, among or after the words that are the program's own.
 *
 * @param id this process's number, the command line's first word where that is a number and a coordinator is given;
 *     null elsewhere
 * @param coordinator where process 0 listens; null where that is not said
 * @param processes how many there are; null where that is not said
 * @param settings those of {@link Settings} that are given, by option
 * @param rest the program's own words
 */
public record ProcessWords(Integer id, String coordinator, Integer processes, Map<String, String> settings,
    List<String> rest) {

  private static final String COORDINATOR = "--coordinator";
  private static final String PROCESSES = "--processes";

  public static ProcessWords read(String... arguments) {
    Integer id = null;
    String coordinator = null;
    Integer processes = null;
    Map<String, String> settings = new LinkedHashMap<>();
    List<String> rest = new ArrayList<>();
    // Without a coordinator a number is a word of the program's own, a seed perhaps.
    boolean mayBeginWithId = List.of(arguments).contains(COORDINATOR);
    for (int i = 0; i < arguments.length; i++) {
      if (i == 0 && mayBeginWithId && arguments[0].matches("-?[0-9]+")) id = number("process id", arguments[0]);
      else if (arguments[i].equals(COORDINATOR)) coordinator = value(arguments, ++i);
      else if (arguments[i].equals(PROCESSES)) processes = number(PROCESSES, value(arguments, ++i));
      else if (Settings.OPTIONS.contains(arguments[i])) settings.put(arguments[i], value(arguments, ++i));
      else rest.add(arguments[i]);
    }
    if (processes != null && processes < 1) {
      throw new IllegalArgumentException("--processes must be 1 or more, got --processes=" + processes);
    }
    return new ProcessWords(id, coordinator, processes, settings, rest);
  }

  /** These words again, before a program's own. */
  public String[] before(List<String> own) {
    List<String> all = new ArrayList<>();
    if (id != null) all.add(id.toString());
    if (coordinator != null) all.addAll(List.of(COORDINATOR, coordinator));
    if (processes != null) all.addAll(List.of(PROCESSES, processes.toString()));
    settings.forEach((option, value) -> all.addAll(List.of(option, value)));
    all.addAll(own);
    return all.toArray(new String[0]);
  }

  /** Whether other processes have to be started for this command line: it says how many, and nobody says which. */
  public boolean asksForLocalProcesses(Map<String, String> environment) {
    if (processes == null || processes == 1 || id != null || Identity.detect(environment) != Identity.ALONE) return false;
    if (Settings.of(settings, environment).transport() == Transport.MPI) MpiStart.requireLauncher(environment);
    return true;
  }

  /** Which process this is, by these words and, where they leave it open, by the environment. */
  Identity identity(Map<String, String> environment) {
    Identity found = Identity.detect(environment);
    Meeting meeting = coordinator == null ? found.meeting() : Identity.meeting(coordinator);
    if (id == null) {
      if (processes != null && processes != found.processes()) {
        throw new IllegalArgumentException("--processes must agree with " + found.rule() + ", which says "
            + found.processes() + ", got --processes=" + processes);
      }
      return new Identity(found.rule(), found.id(), found.processes(), meeting);
    }
    if (processes == null) {
      throw new IllegalArgumentException("a process that is given its id must be told how many there are, got id=" + id
          + " and no --processes");
    }
    return new Identity("arguments", id, processes, meeting);
  }

  private static String value(String[] arguments, int at) {
    if (at < arguments.length) return arguments[at];
    throw new IllegalArgumentException(arguments[at - 1] + " must have a value, got none");
  }

  private static int number(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a whole number below 2^31, got " + name + "=" + text, e);
    }
  }
}
