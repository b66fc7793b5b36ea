package evox.launch;

import java.nio.file.Path;
import java.util.List;

/** Compiles and runs a program of the user's. */
final class RunProgram implements Command {

  @Override
  public String name() {
    return "run";
  }

  @Override
  public String purpose() {
    return "Compile and run a one-file program that says `import module evox.spmd;`.";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public List<String> parameters() {
    return List.of("PROGRAM.java", "ARGUMENTS");
  }

  @Override
  public int run(Given given) {
    List<String> words = given.parameters();
    Program program = SourceProgram.compile(Path.of(words.get(0)), given.processes().settings());
    return program == null ? 2 : program.run(given.processes().before(words.subList(1, words.size())));
  }
}
