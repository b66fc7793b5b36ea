package evox;

import static org.assertj.core.api.Assertions.assertThat;

import evox.algorithm.Algorithms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents say is so. */
class ReadmeTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");
  private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CLASS = Pattern.compile("-Dtest='([^']+)'");

  static Stream<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      return Stream.concat(Stream.of(Path.of("README.md"), Path.of("benchmarks/README.md")),
          docs.filter(file -> file.toString().endsWith(".md")).toList().stream());
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsToAFile(Path document) throws IOException {
    for (MatchResult link : LINK.matcher(Files.readString(document)).results().toList()) {
      if (link.group(1).startsWith("http")) continue;
      assertThat(document.toAbsolutePath().getParent().resolve(link.group(1))).exists();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyProgramIsAFileOfTheExamples(Path document) throws IOException {
    List<String> examples;
    try (Stream<Path> files = Files.list(Path.of("launch/examples"))) {
      examples = files.map(ReadmeTest::text).toList();
    }
    for (MatchResult program : PROGRAM.matcher(Files.readString(document)).results().toList()) {
      assertThat(examples).anyMatch(example -> example.contains(program.group(1)));
    }
  }

  @Test
  void theReadmeShowsTwoProgramsAndOneOfThemWhole() throws IOException {
    String cluster = text(Path.of("launch/examples/Cluster.java"));
    assertThat(PROGRAM.matcher(Files.readString(Path.of("README.md"))).results().map(m -> m.group(1)))
        .containsExactly(text(Path.of("launch/examples/Quickstart.java")), cluster.substring(cluster.indexOf("void main(")));
  }

  @Test
  void theTestsThatTheReadmeNamesAreThere() throws IOException {
    for (MatchResult names : CLASS.matcher(Files.readString(Path.of("README.md"))).results().toList()) {
      for (String name : names.group(1).split(",")) {
        try (Stream<Path> files = Files.walk(Path.of("tests/java"))) {
          assertThat(files.map(file -> file.getFileName().toString())).contains(name + ".java");
        }
      }
    }
  }

  @Test
  void theGuideListsEveryAlgorithmWithItsSettings() throws IOException {
    String guide = Files.readString(Path.of("docs/guide.md"));
    for (String name : Algorithms.names()) {
      String settings = Algorithms.settings(name).stream().map(setting -> setting.split("=")[0])
          .filter(setting -> !setting.equals("population")).map(setting -> "`" + setting + "`")
          .collect(Collectors.joining(", "));
      assertThat(guide).containsPattern("\\| `" + name + "` \\|[^|]*\\| " + Pattern.quote(settings) + " \\|");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
