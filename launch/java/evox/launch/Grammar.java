package evox.launch;

import evox.launch.word.Names;
import evox.world.ProcessWords;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads any command line and writes the help: the commands in the terms of picocli. */
final class Grammar {

  private final List<Command> commands;
  private final CommandLine program;

  Grammar(List<Command> commands, String version) {
    this.commands = commands;
    CommandSpec spec = CommandSpec.create().name("evox").version(version).addOption(help())
        .addOption(OptionSpec.builder("--version").versionHelp(true).description("the version").build());
    spec.usageMessage().synopsisSubcommandLabel("[COMMAND]").description("Evolutionary computation and other "
        + "population-based science: the same bits on a laptop, a cluster and GPUs.",
        "Without a command: the main job.");
    spec.usageMessage().footer("", "Anywhere on the command line: --processes N starts N processes of this machine;",
        "ID --coordinator HOST:PORT --processes N makes this process number ID of N;",
        "--transport auto, shared, sockets or mpi says how bytes move between them;",
        "--deadline SECONDS within which all end when one is lost (10), --patience SECONDS to wait for the last (300),",
        "--interface NAME or address of this machine, where the others reach it,",
        "--tls on, off or a PKCS #12 file says what hides their words from others (off).");
    for (Command command : commands) spec.addSubcommand(command.name(), specOf(command));
    CommandSpec help = CommandSpec.create().name("help").addOption(help()).addPositional(
        PositionalParamSpec.builder().index("0").arity("0..1").type(String.class).paramLabel("COMMAND").build());
    help.usageMessage().description("Tell how a command is used.");
    spec.addSubcommand("help", help);
    this.program = new CommandLine(spec).setExpandAtFiles(false);
  }

  /**
   * Does what the command line says.
   *
   * @return the exit code
   * @throws IllegalArgumentException if it says nothing that there is
   */
  int execute(String[] arguments, ProcessWords processes) {
    try {
      ParseResult parsed = program.parseArgs(arguments);
      Integer helped = CommandLine.executeHelpRequest(parsed);
      if (helped != null) return helped;
      if (parsed.subcommand().commandSpec().name().equals("help")) {
        usage(parsed.subcommand().matchedPositionalValue(0, ""));
        return 0;
      }
      Command command = commands.stream().filter(c -> c.name().equals(parsed.subcommand().commandSpec().name()))
          .findFirst().orElseThrow();
      return command.run(given(command, parsed.subcommand()).with(processes));
    } catch (ParameterException e) {
      throw new IllegalArgumentException(inOneLine(e), e);
    }
  }

  private void usage(String name) {
    if (name.isEmpty()) {
      program.usage(System.out);
      return;
    }
    List<String> names = new ArrayList<>(program.getSubcommands().keySet());
    program.getSubcommands().get(Names.resolve("command", name, name, names)).usage(System.out);
  }

  private static Given given(Command command, ParseResult parsed) {
    Given given = new Given();
    for (Option option : command.options()) {
      List<String> values = parsed.hasMatchedOption(option.name()) ? parsed.matchedOption(option.name()).stringValues()
          : List.of();
      for (String value : values) given.add(option, option.value() == null ? "" : value);
    }
    for (var parameter : parsed.matchedPositionals()) parameter.stringValues().forEach(given::addParameter);
    return given;
  }

  private static CommandSpec specOf(Command command) {
    CommandSpec spec = CommandSpec.create().name(command.name()).addOption(help());
    spec.usageMessage().description(command.purpose()).sortOptions(false).abbreviateSynopsis(true);
    for (Option option : command.options()) {
      OptionSpec.Builder builder = OptionSpec.builder(option.name()).description(option.purpose());
      if (option.value() == null) builder.type(boolean.class);
      else builder.type(option.many() ? List.class : String.class).auxiliaryTypes(String.class).arity("1")
          .paramLabel(option.value());
      spec.addOption(builder.build());
    }
    List<String> parameters = command.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      boolean last = i == parameters.size() - 1;
      spec.addPositional(PositionalParamSpec.builder().index(last ? i + "..*" : String.valueOf(i))
          .type(List.class).auxiliaryTypes(String.class).arity(last ? "0..*" : "1").required(!last)
          .paramLabel(parameters.get(i)).build());
    }
    // What comes after a program's name is the program's own.
    spec.parser().stopAtPositional(!parameters.isEmpty());
    return spec;
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help").usageHelp(true).description("this text").build();
  }

  private String inOneLine(ParameterException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    if (e instanceof UnmatchedArgumentException unmatched) {
      String wrong = unmatched.getUnmatched().get(0);
      boolean command = spec == program.getCommandSpec() && !wrong.startsWith("-");
      List<String> names = new ArrayList<>(command ? program.getSubcommands().keySet() : spec.optionsMap().keySet());
      return (command ? "command" : "option of " + spec.name()) + " must be one of " + String.join(", ", names)
          + ", got " + wrong + Names.suggestion(wrong, names);
    }
    if (e instanceof MissingParameterException missing) {
      ArgSpec first = missing.getMissing().get(0);
      return first instanceof OptionSpec option ? option.longestName() + " must have a value, got none"
          : first.paramLabel() + " must be given, got none";
    }
    if (e instanceof OverwrittenOptionException twice) {
      return ((OptionSpec) twice.getOverwritten()).longestName() + " must be given once, got it twice";
    }
    return e.getMessage().lines().findFirst().orElse("");
  }
}
