package evox.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import evox.core.Bounds;
import evox.core.Problem;
import evox.random.RandomKey;
import evox.workflow.StdWorkflow;
import evox.workflow.Stop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyMonitorTest {

  @TempDir
  private Path folder;

  private String shape(String name) throws IOException {
    String header = new String(Files.readAllBytes(folder.resolve(name)), 0, 128, StandardCharsets.ISO_8859_1);
    return header.replaceAll("(?s).*'shape': (\\(.*?\\)).*", "$1");
  }

  private void run(Problem problem, NpyMonitor monitor) {
    new StdWorkflow<>(new RandomSearch(7), problem, monitor).run(RandomKey.of(1), Stop.generations(4));
  }

  @Test
  void oneObjectiveGivesAMatrixOfFitnessAndTheBest() throws IOException {
    Problem last = Problem.of("last", Bounds.of(0, 1, 3), x -> x[2]);
    run(last, new NpyMonitor(folder).withCandidates());
    assertThat(shape("fitness.npy")).isEqualTo("(4, 7,)");
    assertThat(shape("best.npy")).isEqualTo("(4,)");
    assertThat(shape("best_candidate.npy")).isEqualTo("(3,)");
    assertThat(shape("candidates.npy")).isEqualTo("(4, 7, 3,)");
    double[] fitness = values("fitness.npy");
    double[] candidates = values("candidates.npy");
    for (int i = 0; i < fitness.length; i++) assertThat(candidates[3 * i + 2]).isEqualTo(fitness[i]);
    assertThat(values("best.npy")[3]).isEqualTo(values("best_candidate.npy")[2]);
  }

  @Test
  void severalObjectivesHaveNoBest() throws IOException {
    run(Problem.batch("two", Bounds.of(0, 1, 3), 2, (x, fitness, key, shard) -> {}), new NpyMonitor(folder));
    assertThat(shape("fitness.npy")).isEqualTo("(4, 7, 2,)");
    assertThat(folder).isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("best"));
  }

  private double[] values(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(name));
    double[] values = new double[(bytes.length - 128) / 8];
    ByteBuffer.wrap(bytes, 128, bytes.length - 128).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }
}
