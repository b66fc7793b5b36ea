package evox.launch.word;

import static org.assertj.core.api.Assertions.assertThat;

import evox.launch.job.Tool;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words to a shell and back. */
class ShellWordsTest {

  @ParameterizedTest
  @ValueSource(strings = {"mpirun --mca plm isolated", "  a \t b ", "a'b c'd \"e f\"g", "'' \"\"", "a\\ b \\'c \\\"d",
      "\"a\\b\\\"c\\\\d\\$e\"", "'a\\b'", "a\"'\"b", "x\\\\"})
  void aLineIsTakenApartAsByAShell(String line) {
    String loop = "for word in " + line.strip() + "; do printf '%s|' \"$word\"; done";
    String words = Tool.require(List.of("sh", "-c", loop), "");
    assertThat(String.join("|", ShellWords.of(line)) + "|").isEqualTo(words);
  }

  @Test
  void whatIsQuotedComesBack() {
    List<String> words = List.of("plain", "", "a b", "'", "\"", "\\", "$(id)", "`id`", "#", "*", "a\nb", "é");
    assertThat(ShellWords.of(ShellWords.line(words))).isEqualTo(words);
  }
}
