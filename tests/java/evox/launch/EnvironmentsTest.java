package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two processes that know which they are from nothing but the variables that a launcher gives them. */
class EnvironmentsTest {

  private static final String[] SOLVE = {"solve", "--algorithm", "PSO", "--problem", "ackley", "--dimension", "7",
      "--population", "70", "--generations", "10", "--json"};

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({
      "EVOX_PROCESS_ID, EVOX_PROCESS_ID=ID EVOX_PROCESSES=2 EVOX_COORDINATOR=localhost:PORT",
      "DI_RANK, DI_RANK=ID DI_NODES=job-serial-0;job-serial-1 EVOX_COORDINATOR=localhost:PORT",
      "JOB_COMPLETION_INDEX, JOB_COMPLETION_INDEX=ID EVOX_PROCESSES=2 EVOX_COORDINATOR=localhost:PORT",
      "EVOX_POD, EVOX_POD=set-ID EVOX_PROCESSES=2 EVOX_COORDINATOR=localhost:PORT",
      "HOSTNAME, HOSTNAME=set-ID KUBERNETES_SERVICE_HOST=10.96.0.1 EVOX_PROCESSES=2 EVOX_COORDINATOR=localhost:PORT",
      "RANK, RANK=ID WORLD_SIZE=2 MASTER_ADDR=localhost MASTER_PORT=PORT"})
  void theyFormOneWorld(String rule, String variables) throws Exception {
    String port = freePort();
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process first = with(variables, 0, port).start(out, err, List.of(), SOLVE);
    try {
      assertThat(with(variables, 1, port).run(SOLVE).out()).isEmpty();
      assertThat(first.waitFor(120, TimeUnit.SECONDS)).as(Files.readString(err)).isTrue();
      assertThat(err).content().contains("world of 2 processes by " + rule + ", transport shared\n");
      assertThat(digest(Files.readString(out))).isEqualTo(digest(JarProcess.here().run(SOLVE).out()));
    } finally {
      first.destroyForcibly();
    }
  }

  private static String freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  private static JarProcess with(String variables, int id, String port) {
    JarProcess process = JarProcess.here();
    for (String variable : variables.split(" ")) {
      String[] parts = variable.split("=", 2);
      String value = parts[1].replace("ID", Integer.toString(id)).replace("PORT", port).replace(';', ',');
      process = process.with(parts[0], value);
    }
    return process;
  }

  private static String digest(String out) {
    assertThat(Digests.in(out)).as(out).hasSize(1);
    return Digests.in(out).getFirst();
  }
}
