package evox.launch.handover;

import evox.world.OwnWords;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The command that started this process, after the program's name: options of the virtual machine, jar, arguments. */
final class OwnCommand {

  private OwnCommand() {}

  /** In bytes, as the operating system has it. */
  static List<byte[]> read(String[] arguments) {
    List<byte[]> words = OwnWords.read();
    boolean ofJava = words.size() >= arguments.length + 3 && new String(words.get(0)).endsWith("java");
    List<byte[]> command = ofJava ? words.subList(1, words.size()) : rebuilt(arguments);
    List<byte[]> safe = new ArrayList<>();
    // An option of the older machine may be gone in the newer one, which is no reason not to start.
    safe.add("-XX:+IgnoreUnrecognizedVMOptions".getBytes());
    safe.addAll(command);
    return safe;
  }

  private static List<byte[]> rebuilt(String[] arguments) {
    List<String> words = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    String path = System.getProperty("java.class.path");
    if (path.endsWith(".jar") && !path.contains(File.pathSeparator)) {
      words.add("-jar");
      words.add(path);
    } else {
      words.add("-cp");
      words.add(path);
      words.add("evox.launch.Start");
    }
    List<byte[]> command = new ArrayList<>();
    for (String word : words) command.add(word.getBytes());
    for (String argument : arguments) command.add(argument.getBytes());
    return command;
  }
}
