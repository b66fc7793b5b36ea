package evox.problem.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of the shell, which fail in every way. */
class ExternalProgramTest {

  private static ExternalProgram shell(double limit, String script) {
    return new ExternalProgram(List.of("sh", "-c", script), limit, Map.of(), "^NO VALUE");
  }

  @Test
  void aRunReadsItsInputAndWritesItsLines() {
    assertThat(shell(300, "while read line; do echo \"<$line>\"; done").run("one\ntwo\n")).containsExactly("<one>", "<two>");
  }

  @Test
  void moreInputThanAPipeHoldsIsNoTrouble() {
    assertThat(shell(300, "cat").run("0123456789\n".repeat(100_000))).hasSize(100_000).containsOnly("0123456789");
  }

  @Test
  void itStartsInAFolderOfItsOwnWithItsFilesAndWithoutOurEnvironment() throws IOException {
    ExternalProgram program = new ExternalProgram(List.of("sh", "-c", "pwd; cat parameters; env"), 300,
        Map.of("parameters", "beta 1\n"), "(?!)");
    List<String> lines = program.run("");
    assertThat(lines.get(1)).isEqualTo("beta 1");
    assertThat(Path.of(lines.get(0))).doesNotExist();
    Set<String> own = System.getenv().keySet();
    assertThat(own).isNotEmpty();
    assertThat(lines.subList(2, lines.size()).stream().map(line -> line.split("=")[0])).isSubsetOf("PATH", "HOME", "USER",
        "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "PWD", "OLDPWD", "SHLVL", "_");
  }

  @Test
  void aProgramThatIsNotThereIsNamed() throws IOException {
    Set<Path> before = folders();
    assertThatThrownBy(() -> new ExternalProgram(List.of("no-such-program"), 1).run(""))
        .isInstanceOf(ProgramFailed.class).hasMessageStartingWith("the program must start, got command=[no-such-program]: ");
    assertThat(folders()).isEqualTo(before);
  }

  private static Set<Path> folders() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(path -> path.getFileName().toString().startsWith("evox-program-")).collect(Collectors.toSet());
    }
  }

  @Test
  void aStatusOtherThanZeroIsTheProgramsFailureAndItsFilesAreKept() throws IOException {
    ProgramFailed failed = catchThrowableOfType(ProgramFailed.class,
        () -> shell(300, "echo half; touch left; echo why >&2; exit 3").run(""));
    assertThat(failed).hasMessageStartingWith("the program must end with status 0, got status 3 from command=[sh, -c,")
        .hasMessageEndingWith("; its last words: half | why");
    Path folder = folder(failed);
    assertThat(folder.resolve("left")).exists();
    delete(folder);
  }

  @Test
  void aLineThatRejectsTheCandidateIsNot() {
    assertThatThrownBy(() -> shell(300, "echo begin; echo NO VALUE here; exit 3").run(""))
        .isInstanceOf(CandidateFailed.class)
        .hasMessage("the candidate must have a value, got the program's word: NO VALUE here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "trap '' TERM; "})
  void whoTakesTooLongIsEndedWithAllThatItStarted(String beginning) throws IOException {
    String own = "1000." + ProcessHandle.current().pid();
    ProgramFailed failed = catchThrowableOfType(ProgramFailed.class,
        () -> shell(1, beginning + "sleep " + own + " & echo started; wait; sleep " + own).run(""));
    assertThat(failed).hasMessageStartingWith("the program must answer within 1.0 s, got nothing by then from");
    assertThat(ProcessHandle.allProcesses().map(ProcessHandle::info)
        .filter(info -> info.arguments().map(words -> List.of(words).contains(own)).orElse(false))).isEmpty();
    delete(folder(failed));
  }

  @Test
  void aKeptProgramAnswersAgainAndAgainFromOneProcess() {
    try (KeptProgram kept = new KeptProgram(
        shell(300, "read start; while read x; do echo noise; echo ANSWER $start $x $$; done"), "go\n")) {
      String first = kept.ask("1\n", "ANSWER");
      assertThat(first).startsWith("go 1 ");
      assertThat(kept.ask("2\n", "ANSWER")).isEqualTo(first.replace("go 1 ", "go 2 "));
    }
  }

  @Test
  void afterAFailureAKeptProgramIsStartedAgain() throws IOException {
    try (KeptProgram kept = new KeptProgram(shell(300, """
        while read x; do case $x in die) exit 4;; none) echo NO VALUE for it;; *) echo ANSWER $x;; esac; done"""), "")) {
      assertThat(kept.ask("1\n", "ANSWER")).isEqualTo("1");
      assertThatThrownBy(() -> kept.ask("none\n", "ANSWER")).isInstanceOf(CandidateFailed.class);
      assertThat(kept.ask("2\n", "ANSWER")).isEqualTo("2");
      ProgramFailed failed = catchThrowableOfType(ProgramFailed.class, () -> kept.ask("die\n", "ANSWER"));
      assertThat(failed).hasMessageStartingWith("the program must answer, got it ended with status 4 from command=[sh, -c,");
      delete(folder(failed));
      assertThat(kept.ask("3\n", "ANSWER")).isEqualTo("3");
    }
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new ExternalProgram(List.of(), 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a command must name a program, got none");
    assertThatThrownBy(() -> new ExternalProgram(List.of("x"), 0)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit must be above 0 and below 10^9 seconds, got limit=0.0");
    assertThatThrownBy(() -> new ExternalProgram(List.of("x"), 1, Map.of(), "("))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Path folder(ProgramFailed failed) {
    Matcher matcher = Pattern.compile("its files are in ([^;]+);").matcher(failed.getMessage());
    assertThat(matcher.find()).isTrue();
    return Path.of(matcher.group(1));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(file);
    }
  }
}
