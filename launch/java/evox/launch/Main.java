package evox.launch;

import evox.world.DamagedWords;
import evox.world.LauncherWatch;
import evox.world.ProcessWords;
import java.util.List;

/** The commands of the jar. */
final class Main {

  private static final List<String> NAMES = List.of("solve", "evaluate", "run", "parallel", "info", "bench", "launch", "submit",
      "status", "logs", "wait", "stop");

  private Main() {}

  static void main(String[] arguments) {
    int code;
    try {
      code = execute(arguments);
    } catch (RuntimeException | Error e) {
      code = Failure.code(e);
      if (code == 0) throw e;
      System.err.println(e.getMessage());
    }
    if (code != 0) System.exit(code);
  }

  private static int execute(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals("solve")) Ahead.load();
    LauncherWatch.start(System.getenv());
    DamagedWords.refuse(arguments, System.getenv());
    ProcessWords processes = ProcessWords.read(arguments);
    String[] words = processes.rest().toArray(new String[0]);
    boolean launches = words.length > 0 && (words[0].equals("launch") || words[0].equals("submit"));
    if (!launches && processes.asksForLocalProcesses(System.getenv())) return LocalProcesses.run(processes);
    if (words.length == 0) return MainJob.run(processes.before(List.of()));
    Command command = named(words[0]);
    Given given = command == null ? null : PlainWords.read(command, words);
    if (given != null) return command.run(given.with(processes));
    return new Grammar(commands(), version()).execute(words, processes);
  }

  static List<Command> commands() {
    return NAMES.stream().map(Main::named).toList();
  }

  /** Or null. The others are not even loaded: a small run is over before that would be. */
  private static Command named(String name) {
    return switch (name) {
      case "solve" -> new Solve();
      case "evaluate" -> new Evaluate();
      case "run" -> new RunProgram();
      case "parallel" -> new RunParallel();
      case "info" -> new Info();
      case "bench" -> new Bench();
      case "launch" -> new Launch();
      case "submit" -> new Submit();
      case "status" -> new Status();
      case "logs" -> new Logs();
      case "wait" -> new Wait();
      case "stop" -> new StopJob();
      default -> null;
    };
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return "evox-spmd " + (version == null ? "from its sources" : version) + " on Java "
        + System.getProperty("java.version");
  }
}
