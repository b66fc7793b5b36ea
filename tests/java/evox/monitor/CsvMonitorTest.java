package evox.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.core.Bounds;
import evox.core.Problem;
import evox.random.RandomKey;
import evox.workflow.StdWorkflow;
import evox.workflow.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvMonitorTest {

  private static final Bounds UNIT = Bounds.of(0, 1, 1);

  @TempDir
  private Path folder;

  private List<String> rows(Problem problem) throws IOException {
    Path path = folder.resolve("new/run.csv");
    new StdWorkflow<>(new RandomSearch(3), problem, new CsvMonitor(path)).run(RandomKey.of(1), Stop.generations(2));
    return Files.readAllLines(path);
  }

  @Test
  void thereIsOneRowAGeneration() throws IOException {
    List<String> rows = rows(Problem.of("two", UNIT, x -> 2));
    assertThat(rows).hasSize(3);
    assertThat(rows.getFirst()).isEqualTo("generation,evaluations,seconds,best,minimum,mean,maximum");
    assertThat(rows.get(1)).matches("1,3,[0-9.E-]+,2\\.0,2\\.0,2\\.0,2\\.0");
    assertThat(rows.get(2)).matches("2,6,[0-9.E-]+,2\\.0,2\\.0,2\\.0,2\\.0");
  }

  @Test
  void aNaNDoesNotSpoilTheRow() throws IOException {
    Problem problem = Problem.batch("nan", UNIT, 2, (candidates, fitness, key, shard) -> {
      fitness.write(0, new double[] {Double.NaN, Double.NaN});
      fitness.write(1, new double[] {1, Double.NaN});
      fitness.write(2, new double[] {3, Double.NaN});
    });
    List<String> rows = rows(problem);
    assertThat(rows.getFirst()).endsWith("seconds,minimum_1,mean_1,maximum_1,minimum_2,mean_2,maximum_2");
    assertThat(rows.get(1)).endsWith(",1.0,2.0,3.0,NaN,NaN,NaN");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamedBeforeTheFirstGeneration() throws IOException {
    Path notAFolder = Files.createFile(folder.resolve("file"));
    Problem never = Problem.of("never", UNIT, x -> {
      throw new AssertionError("the run must not begin");
    });
    var workflow = new StdWorkflow<>(new RandomSearch(3), never, new CsvMonitor(notAFolder.resolve("run.csv")));
    assertThatThrownBy(() -> workflow.run(RandomKey.of(1), Stop.generations(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the folder of an output file must be writable, got path=" + notAFolder + "/run.csv (")
        .hasMessageEndingWith("; choose another folder");
  }

  @Test
  void aRunThatBreaksLeavesNoFileUnderItsName() throws IOException {
    Problem fails = Problem.of("fails", UNIT, x -> {
      throw new IllegalStateException("broken");
    });
    Path path = folder.resolve("run.csv");
    var workflow = new StdWorkflow<>(new RandomSearch(3), fails, new CsvMonitor(path));
    assertThatThrownBy(() -> workflow.run(RandomKey.of(1), Stop.generations(1))).hasMessageContaining("broken");
    assertThat(path).doesNotExist();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).allMatch(file -> file.toString().endsWith(".part"));
    }
  }
}
