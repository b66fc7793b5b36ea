package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that runs a user's class as several processes. */
class RunParallelTest {

  @TempDir
  private Path folder;

  @BeforeEach
  void compile() throws Exception {
    Path source = Files.writeString(folder.resolve("Greeting.java"), """
        package com.acme;

        import evox.event.EventBus;
        import evox.event.Parallel;
        import java.time.Duration;

        public class Greeting implements Parallel.Main {
          record Words(String text, int from) {}

          @Override
          public void run(EventBus bus) throws Exception {
            bus.emit("here", new Words("hello", Integer.parseInt(bus.name())));
            for (int i = 0; i < 2; i++) bus.waitFor("here", Duration.ofSeconds(100));
            if (bus.name().equals("5")) bus.to("crew").emit("done");
            bus.waitFor("done", Duration.ofSeconds(100));
            System.out.println(bus.name() + " knows " + bus.others());
          }
        }
        """);
    int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), "-cp",
        JarProcess.JAR.toString(), source.toString());
    assertThat(code).isZero();
  }

  private JarProcess.Ended parallel(String... options) {
    String[] all = new String[options.length + 5];
    String[] first = {"parallel", "--main", "com.acme.Greeting", "--package", folder.toString()};
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(options, 0, all, first.length, options.length);
    return JarProcess.here().with("EVOX_DEADLINE", "60").run(all);
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
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = free.getLocalPort();
    }
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
