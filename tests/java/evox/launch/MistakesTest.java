package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import evox.algorithm.Algorithms;
import evox.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A mistake is answered by one line that says what must hold, what was given and what is near; exit code 2. */
class MistakesTest {

  static Stream<Arguments> mistakes() {
    String algorithms = String.join(", ", Algorithms.names());
    String problems = String.join(", ", Problems.names());
    String commands = "command must be one of solve, evaluate, run, parallel, info, bench, launch, submit, status, "
        + "logs, wait, stop, help, got ";
    return Stream.of(
        given("slove", commands + "slove; did you mean solve?"),
        given("help slove", commands + "slove; did you mean solve?"),
        given("solve --problem sphere", "--algorithm must be given, got none"),
        given("solve --algorithm PSO", "--problem must be given, got none"),
        given("solve --algorithm PS0 --problem sphere",
            "algorithm must be one of " + algorithms + ", got --algorithm=PS0; did you mean PSO?"),
        given("solve --algorithm PSO --problem shpere",
            "problem must be one of " + problems + ", got --problem=shpere; did you mean sphere?"),
        sphere("--set inertai=0.5", "setting of PSO must be one of "
            + "population=1000, inertia=0.7298, cognitive=1.49618, social=1.49618, got inertai; did you mean inertia?"),
        sphere("--set inertia", "--set must be name=value, got --set inertia"),
        sphere("--dimension ten",
            "--dimension must be a whole number, got --dimension=ten"),
        sphere("--dimension 0", "--dimension must be 1 or more, got --dimension=0"),
        sphere("--dimension 3000000000",
            "--dimension must be below 2^31, got --dimension=3000000000"),
        sphere("--population -5", "--population must be 1 or more, got --population=-5"),
        sphere("--generations 0", "--generations must be 1 or more, got --generations=0"),
        sphere("--threads 0", "--threads must be 1 or more, got --threads=0"),
        sphere("--target NaN", "target must be a number, got target=NaN"),
        sphere("--time 0", "time must be above 0 seconds, got seconds=0.0"),
        sphere("--lower 3 --upper 2",
            "each lower bound must be a number below its upper bound, got lower[0]=3.0, upper[0]=2.0"),
        sphere("--upper NaN",
            "each lower bound must be a number below its upper bound, got lower[0]=-5.12, upper[0]=NaN"),
        sphere("--dimension 3 --lower 1,2",
            "--lower must have 1 number or as many as there are coordinates, 3, got 2"),
        given("solve --algorithm CMAES --problem sphere --population 1",
            "population must be in [2, 2^31), or 0 for the default, got population=1"),
        given("solve --algorithm PSO --problem zdt1 --json",
            "PSO needs a problem of one objective, got objectives=2 of problem=zdt1"),
        given("solve --seed 1 --seed 2", "--seed must be given once, got it twice"),
        given("solve --seed=1 --seed=2", "--seed must be given once, got it twice"),
        given("solve --seed", "--seed must have a value, got none"),
        given("evaluate --problem sphere", "--at must be given, got none"),
        given("evaluate --problem sphere --at 1,x", "--at must be a number, got --at=x"),
        given("evaluate --problem bbob99 --at 0", "problem must be one of " + problems
            + ", got --problem=bbob99; did you mean bbob9 or bbob19 or bbob1?"),
        given("run", "PROGRAM.java must be given, got none"),
        given("run absent.java", "a program must be a readable Java file, got file=absent.java"));
  }

  private static Arguments given(String commandLine, String answer) {
    return Arguments.of(commandLine, answer);
  }

  private static Arguments sphere(String options, String answer) {
    return Arguments.of("solve --algorithm PSO --problem sphere " + options, answer);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsAnsweredInOneLine(String commandLine, String answer) {
    assertThat(JarProcess.here().run(commandLine.split(" "))).isEqualTo(new JarProcess.Ended(2, "", answer + "\n"));
  }

  @Test
  void anUnknownOptionIsAnsweredWithTheNearestAndAllOthers() {
    JarProcess.Ended ended = JarProcess.here().run("solve", "--dimensoin", "3");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).startsWith("option of solve must be one of -h, --help, --algorithm, --problem, ")
        .endsWith(", got --dimensoin; did you mean --dimension?\n").hasLineCount(1);
  }

  @Test
  void anUnwritableReportIsRefusedBeforeTheFirstGeneration(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    JarProcess.Ended ended = JarProcess.here().run("solve", "--algorithm", "PSO", "--problem", "sphere", "--json",
        "--report", file + "/report.html");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .startsWith("the folder of an output file must be writable, got path=" + file + "/report.html (")
        .endsWith("; choose another folder\n").hasLineCount(1);
    assertThat(folder).isDirectoryContaining("glob:**/file");
  }

  @Test
  void aForcedEngineThatIsNoneIsRefused() {
    assertThat(JarProcess.here().with("EVOX_ISA", "mmx").run("solve", "--algorithm", "PSO", "--problem", "sphere"))
        .isEqualTo(new JarProcess.Ended(2, "",
            "EVOX_ISA must be one of [java, baseline, avx2, avx512, neon], got EVOX_ISA=mmx\n"));
  }
}
