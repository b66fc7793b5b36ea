package evox.launch;

import evox.collective.PeerLost;
import evox.world.JoinFailed;
import evox.world.ProcessWords;
import java.io.UncheckedIOException;
import java.util.List;

/** The commands of the jar. */
final class Main {

  /** The command line was wrong: nothing has been done. */
  private static final int MISTAKE = 2;

  /** The run broke. */
  private static final int FAILURE = 1;

  private Main() {}

  static void main(String[] arguments) {
    int code;
    try {
      code = execute(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      code = MISTAKE;
    } catch (IllegalStateException | UncheckedIOException | JoinFailed | PeerLost | OutOfMemoryError e) {
      System.err.println(e.getMessage());
      code = FAILURE;
    }
    if (code != 0) System.exit(code);
  }

  private static int execute(String[] arguments) {
    LauncherWatch.start(System.getenv());
    DamagedWords.refuse(arguments, System.getenv());
    ProcessWords processes = ProcessWords.read(arguments);
    if (processes.asksForLocalProcesses(System.getenv())) return LocalProcesses.run(processes);
    String[] words = processes.rest().toArray(new String[0]);
    if (words.length == 0) return MainJob.run(processes.before(List.of()));
    List<Command> commands = List.of(new Solve(), new Evaluate(), new RunProgram(), new Info());
    for (Command command : commands) {
      if (!command.name().equals(words[0])) continue;
      Given given = PlainWords.read(command, words);
      if (given != null) return command.run(given.with(processes));
    }
    return new Grammar(commands, version()).execute(words, processes);
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return "evox-spmd " + (version == null ? "from its sources" : version) + " on Java "
        + System.getProperty("java.version");
  }
}
