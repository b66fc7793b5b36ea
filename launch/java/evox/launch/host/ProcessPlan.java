package evox.launch.host;

import evox.launch.word.ShellWords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A process to be started here.
 *
 * @param host where its work is done; empty for this machine
 * @param command no shell of this machine reads it
 * @param environment beside that of the launcher
 * @param hears by what it, or what works for it elsewhere, is asked to end, beside the end of its input
 * @param kill what ends its work on its host where ending the process does not; empty for nothing
 */
public record ProcessPlan(String host, List<String> command, Map<String, String> environment, Ear hears,
    List<String> kill) {

  /** What processes hear. */
  public enum Ear {
    /** A signal. */
    SIGNAL,
    /** No signal: none goes through a remote shell. */
    INPUT,
    /** No signal as long as there is time: mpirun gives its processes a second after one, whatever they have to do. */
    MPIRUN
  }

  public ProcessPlan {
    command = List.copyOf(command);
    kill = List.copyOf(kill);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /** For a shell. */
  String line() {
    List<String> words = new ArrayList<>();
    if (!environment.isEmpty()) words.add("env");
    environment.forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(command);
    return ShellWords.line(words);
  }
}
