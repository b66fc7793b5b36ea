package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import evox.message.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that runs a user's class as several processes. */
class RunParallelTest {

  @TempDir
  private Path folder;

  @BeforeEach
  void compileGreeting() throws Exception {
    compile("Greeting", """
        package com.acme;

        import evox.event.EventBus;
        import evox.event.Parallel;
        import java.time.Duration;

        public class Greeting implements Parallel.Main {
          record Words(String text, int from) {}

          @Override
          public void run(EventBus bus) throws Exception {
            // The other may leave as soon as it has heard this one.
            String known = bus.name() + " knows " + bus.others();
            bus.emit("here", new Words("hello", Integer.parseInt(bus.name())));
            for (int i = 0; i < 2; i++) bus.waitFor("here", Duration.ofSeconds(100));
            if (bus.name().equals("5")) bus.to("crew").emit("done");
            bus.waitFor("done", Duration.ofSeconds(100));
            System.out.println(known);
          }
        }
        """);
  }

  private void compile(String name, String text) throws Exception {
    Path source = Files.writeString(folder.resolve(name + ".java"), text);
    int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), "-cp",
        JarProcess.JAR.toString(), source.toString());
    assertThat(code).isZero();
  }

  private JarProcess.Ended parallel(String... options) {
    return JarProcess.here().with("EVOX_DEADLINE", "60").run(words("Greeting", options));
  }

  private String[] words(String main, String... options) {
    return Stream.concat(Stream.of("parallel", "--main", "com.acme." + main, "--package", folder.toString()),
        Stream.of(options)).toArray(String[]::new);
  }

  @Test
  void itsProcessesTalkByEvents() {
    for (String topology : new String[] {"mesh", "star"}) {
      JarProcess.Ended ended = parallel("--workers", "2", "--node-ids", "5,7", "--labels", "crew", "--topology", topology,
          "--tls", topology.equals("star") ? "on" : "off");
      assertThat(ended.err()).isEmpty();
      assertThat(ended.out().lines()).containsExactlyInAnyOrder("5 knows [7]", "7 knows [5]");
      assertThat(ended.code()).isZero();
    }
  }

  @Test
  void itsProcessesTalkThroughRedis() throws Exception {
    try (RedisProcess redis = RedisProcess.start(Files.createDirectory(folder.resolve("redis")))) {
      JarProcess.Ended ended = secretly().with("EVOX_REDIS_PASSWORD", "open sesame")
          .run(words("Greeting", "--workers", "2", "--node-ids", "5,7", "--labels", "crew", "--redis",
              "127.0.0.1:" + redis.port()));
      assertThat(ended).isEqualTo(new JarProcess.Ended(0, ended.out(), ""));
      assertThat(ended.out().lines()).containsExactlyInAnyOrder("5 knows [7]", "7 knows [5]");
    }
  }

  @Test
  void processesAloneKnowThoseTheyAttachTo() throws Exception {
    compile("Meeting", """
        package com.acme;

        import evox.event.EventBus;
        import evox.event.Parallel;
        import java.time.Duration;

        public class Meeting implements Parallel.Main {
          static final Duration LONG = Duration.ofSeconds(100);

          @Override
          public void run(EventBus bus) throws Exception {
            System.out.println(bus.name() + " begins with " + bus.others());
            if (bus.name().equals("5")) {
              System.out.println(bus.waitFor("hello", LONG).sender() + " says hello");
              bus.emit("welcome");
              bus.waitFor("bye", LONG);
            } else if (bus.name().equals("7")) {
              bus.emit("hello");
              System.out.println(bus.waitFor("welcome", LONG).sender() + " says welcome");
              bus.emit("bye");
            }
          }
        }
        """);
    assertThat(JarProcess.here().run(words("Meeting", "--workers", "2", "--topology", "alone")).out().lines())
        .containsExactlyInAnyOrder("0 begins with []", "1 begins with []");
    int port = freePort();
    Path out = folder.resolve("out");
    Process first = secretly().start(out, folder.resolve("err"), List.of(), words("Meeting", "--topology", "alone",
        "--ports", "" + port, "--node-ids", "5"));
    JarProcess.Ended second = secretly().run(words("Meeting", "--topology", "alone", "--attach", "127.0.0.1:" + port,
        "--node-ids", "7"));
    assertThat(second).isEqualTo(new JarProcess.Ended(0, "7 begins with [5]\n5 says welcome\n", ""));
    assertThat(first.waitFor(100, TimeUnit.SECONDS)).isTrue();
    assertThat(out).hasContent("5 begins with []\n7 says hello");
    assertThat(first.exitValue()).isZero();
  }

  @Test
  void nothingIsLeftOfProcessesThatAreKilled() throws Exception {
    compile("Endless", """
        package com.acme;

        import evox.event.EventBus;
        import evox.event.Parallel;

        public class Endless implements Parallel.Main {
          @Override
          public void run(EventBus bus) throws Exception {
            System.out.println("begun");
            Thread.currentThread().join();
          }
        }
        """);
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Path out = folder.resolve("out");
    Process first = JarProcess.here().start(out, folder.resolve("err"), List.of("-Djava.io.tmpdir=" + temporary),
        words("Endless", "--workers", "2"));
    LocalWorld.await(() -> out.toFile().length() == 2 * "begun\n".length());
    List<ProcessHandle> all = Stream.concat(Stream.of(first.toHandle()), first.descendants()).toList();
    assertThat(all).hasSizeGreaterThan(2);
    all.forEach(ProcessHandle::destroyForcibly);
    LocalWorld.await(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(temporary).isEmptyDirectory();
  }

  private static JarProcess secretly() {
    return JarProcess.here().with("EVOX_TOKEN", "secret");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return free.getLocalPort();
    }
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
      JarProcess.Ended ended = parallel("--ports", "" + taken.getLocalPort());
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).endsWith("the port to listen at must be free, got port=" + taken.getLocalPort()
          + " of address=any: Address already in use\n");
    }
  }

  @Test
  void aRedisThatIsNotThereIsNamed() throws Exception {
    int port = freePort();
    JarProcess.Ended ended = parallel("--redis", "127.0.0.1:" + port);
    assertThat(ended).isEqualTo(new JarProcess.Ended(1, "", "a Redis server must let processes in at redis://127.0.0.1:"
        + port + ", got Connection refused\n"));
  }

  @Test
  void mistakesAreNamed() {
    assertThat(parallel("--topology", "ring").err()).isEqualTo(
        "topology must be one of mesh, star, alone, got topology=ring\n");
    assertThat(parallel("--ports", "5000", "--tls", "on").err()).isEqualTo("--tls on must have a token to know the "
        + "others by, got none; set EVOX_TOKEN or EVOX_TOKEN_FILE alike on all processes, or give a file of certificates\n");
    assertThat(parallel("--ports", "x").err()).isEqualTo(
        "--ports must be whole numbers with commas between them, got --ports=x\n");
    JarProcess.Ended unknown = JarProcess.here().run("parallel", "--main", "com.acme.Other", "--package", folder.toString());
    assertThat(unknown).isEqualTo(new JarProcess.Ended(2, "", "--main must be a class in " + folder
        + ", got --main=com.acme.Other; --package says where else\n"));
  }
}
