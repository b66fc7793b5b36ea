package evox.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS takes new keys after so many bytes, in the middle of whatever is on its way. */
class TlsKeysTest {

  private static final int SECONDS = 120;

  @TempDir
  private Path folder;

  @Test
  void newKeysAfterEveryMebibyteLoseNothing() throws Exception {
    String arrivals = Files.write(folder.resolve("arrivals"), new byte[Long.BYTES]).toString();
    Path limits = Files.writeString(folder.resolve("limits"), "jdk.tls.keyLimits=AES/GCM/NoPadding KeyUpdate 2^20\n");
    List<Process> processes = new ArrayList<>();
    for (int id = 0; id < 2; id++) {
      ProcessBuilder builder = new ProcessBuilder(MpiRun.JAVA, "-XX:+UseSerialGC", "-Djava.security.properties=" + limits,
          "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), ContractProgram.class.getName(),
          "--transport", "sockets", "--tls", "on", arrivals);
      builder.environment().put("EVOX_PROCESS_ID", Integer.toString(id));
      builder.environment().put("EVOX_PROCESSES", "2");
      builder.environment().put("EVOX_COORDINATOR", folder.resolve("port").toString());
      builder.environment().put("EVOX_TOKEN", "secret");
      processes.add(builder.redirectErrorStream(true).redirectOutput(folder.resolve("out" + id).toFile()).start());
    }
    try {
      for (int id = 0; id < 2; id++) {
        String out = folder.resolve("out" + id).toString();
        assertThat(processes.get(id).waitFor(SECONDS, TimeUnit.SECONDS)).as(Files.readString(Path.of(out))).isTrue();
        assertThat(processes.get(id).exitValue()).as(Files.readString(Path.of(out))).isZero();
      }
      assertThat(folder.resolve("out0")).content().contains("held by 2 over tls\n");
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }
}
