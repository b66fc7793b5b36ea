package evox.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.message.RedisProcess;
import evox.world.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes talk by events. */
@Timeout(1200)
class ParallelTest {

  private static final Settings SETTINGS = Settings.of(Map.of(), Map.of());

  /** What a process keeps of events that it has not heard: 8192 of them, and 4 MiB on their way from each other process. */
  private static final int MOST_AHEAD = 8192 + (4 << 20) / 2000;

  @TempDir
  private Path folder;

  private Process start(Class<?> program, String... arguments) throws IOException {
    return start("off", program, arguments);
  }

  private Process start(String tls, Class<?> program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC", "-Xmx128m", "-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile());
    builder.environment().put("EVOX_DEADLINE", "100");
    builder.environment().put("EVOX_TOKEN", folder.toString());
    builder.environment().put("EVOX_TLS", tls);
    builder.environment().put("EVOX_REDIS_PASSWORD", "open sesame");
    return builder.start();
  }

  private List<String> end(Process process) throws Exception {
    boolean ended = process.waitFor(1000, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    assertThat(ended).as("ended: " + Files.readString(folder.resolve("err"))).isTrue();
    assertThat(folder.resolve("err")).isEmptyFile();
    return Files.readAllLines(folder.resolve("out"));
  }

  @ParameterizedTest
  @CsvSource({"4,mesh,25000,off", "3,star,1000,off", "1,mesh,10,off", "3,mesh,10000,on", "3,star,1000,on", "1,mesh,10,on"})
  void everyEventIsHeardOnceAndInOrder(int workers, String topology, int events, String tls) throws Exception {
    List<String> out = end(start(tls, ExchangeProgram.class, "" + workers, topology, "" + events));
    if (workers > 3) assertHeldUp(out);
    for (int worker = 0; worker < workers; worker++) assertThat(out).contains(worker + " heard all in order");
    assertThat(out).hasSize(workers + 2).endsWith("all have ended");
  }

  /** Takes the line that says so. */
  private static void assertHeldUp(List<String> out) {
    String line = out.stream().filter(one -> one.startsWith("behind by ")).findFirst().orElseThrow();
    out.remove(line);
    assertThat(Integer.parseInt(line.substring("behind by ".length()))).isBetween(1000, MOST_AHEAD);
  }

  @Test
  void nothingIsLostWhenRedisDiesHalfWay() throws Exception {
    try (RedisProcess redis = RedisProcess.start(Files.createDirectory(folder.resolve("redis")))) {
      Process process = start(ExchangeProgram.class, "4", "mesh", "25000", "127.0.0.1:" + redis.port());
      while (!Files.readString(folder.resolve("out")).contains("half") && process.isAlive()) {
        process.waitFor(20, TimeUnit.MILLISECONDS);
      }
      redis.kill();
      redis.start();
      List<String> out = end(process);
      assertHeldUp(out);
      assertThat(out).containsExactlyInAnyOrder("half", "0 heard all in order", "1 heard all in order",
          "2 heard all in order", "3 heard all in order", "all have ended");
    }
  }

  @Test
  void oneProcessFinishesAll() throws Exception {
    assertThat(end(start(FinishProgram.class))).containsExactlyInAnyOrder("0 finished true", "1 finished true");
  }

  @Test
  void whatCannotBeRunIsNamed() {
    assertThatThrownBy(() -> new Parallel(0, Topology.MESH, List.of(), List.of(), List.of(), List.of(), null, SETTINGS))
        .hasMessage("workers must be 1 or more, got workers=0");
    assertThatThrownBy(() -> new Parallel(3, Topology.MESH, List.of(1, 2), List.of(), List.of(), List.of(), null, SETTINGS))
        .hasMessage("ports must be one for each of 3 workers, or the first alone, got ports=[1, 2]");
    assertThatThrownBy(() -> new Parallel(2, Topology.MESH, List.of(), List.of(), List.of(1, 1), List.of(), null, SETTINGS))
        .hasMessage("node ids must be one for each of 2 workers, all different, got node ids=[1, 1]");
    assertThatThrownBy(() -> Topology.parse("ring")).hasMessage("topology must be one of mesh, star, alone, got topology=ring");
  }
}
