package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar as several processes: the same bits however many there are and whatever carries them. */
class ProcessesTest {

  @ParameterizedTest
  @CsvSource({
      "CMAES,sphere,9,shared,2,sockets,5",
      "PSO,ackley,70,sockets,3,shared,7",
      "DE,rastrigin,45,shared,4,sockets,2",
      "OpenES,sphere,66,sockets,4,shared,3",
      "NSGA2,zdt1,20,shared,5,sockets,7"})
  void theDigestIsThatOfOneProcess(String algorithm, String problem, String population, String oneTransport, String few,
      String otherTransport, String many) {
    String[] run = {"solve", "--algorithm", algorithm, "--problem", problem, "--dimension", "7", "--population",
        population, "--generations", "15", "--json"};
    String alone = digest(run);
    assertThat(digest(run, "--transport", oneTransport, "--processes", few)).isEqualTo(alone);
    assertThat(digest(run, "--transport", otherTransport, "--processes", many)).isEqualTo(alone);
  }

  @Test
  void theDigestIsThatOfOneProcessWhenNobodyElseCanReadWhatTheySay() {
    String[] run = {"solve", "--algorithm", "PSO", "--problem", "ackley", "--dimension", "7", "--population", "70",
        "--generations", "15", "--json"};
    assertThat(digest(run, "--transport", "sockets", "--tls", "on", "--processes", "3")).isEqualTo(digest(run));
  }

  @Test
  void aRankThatFailsByItselfTellsTheOthersWhy() {
    JarProcess.Ended ended = JarProcess.here().run("solve", "--algorithm", "PSO", "--problem", "sphere", "--population", "40",
        "--generations", "20", "--report", "/dev/null/report.html", "--processes", "3");
    assertThat(ended.code()).isNotZero();
    assertThat(ended.err().lines().filter(line -> line.startsWith("rank=0"))).hasSize(2).allMatch(line -> line.matches(
        "rank=0 on host=\\S+ failed: java.lang.IllegalArgumentException: the folder of an output file must be writable, "
            + "got path=/dev/null/report.html .*, collective=(all-gather|broadcast)"));
  }

  @Test
  void oneLineSaysWhichRuleAndTransportSharedItOut() {
    JarProcess.Ended ended = JarProcess.here().run("solve", "--algorithm", "PSO", "--problem", "sphere", "--dimension",
        "2", "--population", "40", "--generations", "2", "--processes", "2", "--transport", "sockets");
    assertThat(ended.code()).isZero();
    assertThat(ended.err()).contains("world of 2 processes by EVOX_PROCESS_ID, transport sockets\n");
  }

  @Test
  void theExampleOfAClusterPrintsTheSameOnAnyNumberOfProcesses() {
    String alone = JarProcess.here().run("run", "launch/examples/Cluster.java").out();
    assertThat(alone).startsWith("best ").hasLineCount(1);
    assertThat(JarProcess.here().run("run", "launch/examples/Cluster.java", "--processes", "3").out()).isEqualTo(alone);
  }

  private static String digest(String[] run, String... more) {
    List<String> words = new ArrayList<>(List.of(run));
    words.addAll(List.of(more));
    return Digests.of(JarProcess.here().run(words.toArray(new String[0])));
  }
}
