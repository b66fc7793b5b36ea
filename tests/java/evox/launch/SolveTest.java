package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import evox.foreign.Isa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SolveTest {

  private static final String[] RUN = {"solve", "--algorithm", "PSO", "--problem", "ackley", "--dimension", "7",
      "--population", "1000", "--generations", "20", "--seed", "7"};

  @Test
  void jsonHasExactlyTheKeysPromised() throws IOException {
    JarProcess.Ended ended = JarProcess.here().run(and("--json"));
    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEmpty();
    Map<String, String> json = read(ended.out());
    assertThat(json.keySet()).containsExactly("algorithm", "problem", "seed", "generations", "evaluations", "best",
        "bestBits", "digest", "seconds", "world", "world.ranks", "world.transport");
    assertThat(json).containsEntry("algorithm", "PSO").containsEntry("problem", "ackley").containsEntry("seed", "7")
        .containsEntry("generations", "20").containsEntry("evaluations", "20000").containsEntry("world.ranks", "1")
        .containsEntry("world.transport", "threads");
    assertThat(json.get("digest")).matches("[0-9a-f]{64}");
    assertThat(Long.parseUnsignedLong(json.get("bestBits"), 16))
        .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(json.get("best"))));
  }

  /** Each of these takes 5 to 20 ms of a run whose first generation is there within 150. */
  @Test
  void aSmallRunLoadsNothingThatIsSlowToLoad(@TempDir Path folder) throws IOException {
    Path loaded = folder.resolve("loaded");
    assertThat(JarProcess.here().with("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded).run(RUN).code()).isZero();
    assertThat(Files.readString(loaded)).contains("evox.workflow.StdWorkflow ").doesNotContain(
        "java.lang.runtime.ObjectMethods ", "java.util.stream.Stream ", "java.util.Formatter ", "java.math.BigDecimal ",
        "java.util.regex.Pattern ", "com.sun.jna.", "picocli.");
  }

  @Test
  void severalObjectivesHaveNoSingleBest() throws IOException {
    Map<String, String> json = read(JarProcess.here().run("solve", "--algorithm", "NSGA2", "--problem", "zdt1",
        "--population", "20", "--generations", "2", "--json").out());
    assertThat(json).containsEntry("best", "null").containsEntry("bestBits", "null");
  }

  @Test
  void theDigestIsThatOfEveryEngineAndNumberOfThreads() throws IOException {
    String digest = read(JarProcess.here().run(and("--json")).out()).get("digest");
    for (Isa isa : Isa.values()) {
      if (!isa.runsHere()) continue;
      String name = isa.name().toLowerCase(Locale.ROOT);
      for (String threads : isa == Isa.best() ? List.of("1", "2", "3", "8") : List.of("2")) {
        assertThat(read(JarProcess.here().with("EVOX_ISA", name).run(and("--json", "--threads", threads)).out()))
            .as("engine %s, %s threads", name, threads).containsEntry("digest", digest);
      }
    }
  }

  @Test
  void anotherSeedGoesAnotherWay() throws IOException {
    assertThat(read(JarProcess.here().run(and("--json")).out()).get("digest"))
        .isNotEqualTo(read(JarProcess.here().run("solve", "--algorithm", "PSO", "--problem", "ackley", "--dimension",
            "7", "--population", "1000", "--generations", "20", "--seed", "8", "--json").out()).get("digest"));
  }

  @Test
  void bothReadersOfTheCommandLineReadTheSame() throws IOException {
    String digest =
        read(JarProcess.here().run(and("--json", "--set", "inertia=0.6", "--lower", "-3")).out()).get("digest");
    assertThat(read(JarProcess.here().run(and("--json", "--set=inertia=0.6", "--lower=-3")).out()))
        .containsEntry("digest", digest);
    assertThat(read(JarProcess.here().run(and("--json")).out())).doesNotContainEntry("digest", digest);
  }

  @Test
  void theResultIsPrintedInAllItsDigits() throws IOException {
    JarProcess.Ended ended = JarProcess.here().run(RUN);
    String best = read(JarProcess.here().run(and("--json")).out()).get("best");
    assertThat(ended.out()).contains("\nbest        " + best + "\n").contains("\nevaluations 20000\n");
    assertThat(ended.code()).isZero();
  }

  @Test
  void filesAskedForAreWrittenAndNamed(@TempDir Path folder) {
    JarProcess.Ended ended = JarProcess.here().run(and("--report", folder + "/r/report.html",
        "--csv", folder + "/t.csv", "--npy", folder + "/arrays"));
    assertThat(ended.out()).endsWith("report      " + folder + "/r/report.html\n"
        + "csv         " + folder + "/t.csv\nnpy         " + folder + "/arrays\n");
    assertThat(folder.resolve("r/report.html")).isNotEmptyFile();
    assertThat(folder.resolve("t.csv")).isNotEmptyFile();
    assertThat(folder.resolve("arrays/fitness.npy")).isNotEmptyFile();
  }

  @ParameterizedTest
  @CsvSource({"--evaluations,3500,4", "--target,1e300,1", "--generations,3,3"})
  void aRunEndsWithTheFirstCriterionMet(String option, String value, String generations) throws IOException {
    assertThat(read(JarProcess.here().run("solve", "--algorithm", "PSO", "--problem", "sphere", "--population", "1000",
        option, value, "--json").out())).containsEntry("generations", generations);
  }

  @Test
  void maximisingSeeksTheFarCorner() throws IOException {
    assertThat(read(JarProcess.here().run("solve", "--algorithm", "PSO", "--problem", "sphere", "--dimension", "2",
        "--maximise", "--lower", "-2", "--upper", "1,2", "--json").out())).containsEntry("best", "8.0");
  }

  @ParameterizedTest
  @CsvSource({"bbob1,1,2,80.882094080000002", "bbob15,3,3,161.37142222047839"})
  void evaluateTellsThePublishedFitness(String problem, String instance, String dimension, double published) {
    String printed = JarProcess.here().run("evaluate", "--problem", problem, "--instance", instance, "--dimension",
        dimension, "--at", "0").out();
    assertThat(Double.parseDouble(printed)).isCloseTo(published, within(1e-12 * published));
  }

  @Test
  void evaluateTakesItsDimensionFromThePoint() {
    assertThat(JarProcess.here().run("evaluate", "--problem", "SPHERE", "--at", "1,-2,0.5").out()).isEqualTo("5.25\n");
    assertThat(JarProcess.here().run("evaluate", "--problem", "sphere", "--dimension", "4", "--at", "0.5").out())
        .isEqualTo("1.0\n");
    assertThat(JarProcess.here().run("evaluate", "--problem", "sphere", "--at", "NaN").out()).isEqualTo("NaN\n");
  }

  private static String[] and(String... more) {
    List<String> all = new ArrayList<>(List.of(RUN));
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }

  /** The fields of an object and, with a dot, those of objects within it. */
  private static Map<String, String> read(String json) throws IOException {
    assertThat(json).startsWith("{").endsWith("}\n").hasLineCount(1);
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      String prefix = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_OBJECT && parser.currentName() != null) {
          fields.put(parser.currentName(), "");
          prefix = parser.currentName() + ".";
        } else if (token == JsonToken.END_OBJECT) {
          prefix = "";
        } else if (token.isScalarValue()) {
          fields.put(prefix + parser.currentName(), parser.getText());
        }
      }
    }
    return fields;
  }
}
