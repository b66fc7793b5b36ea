package evox.pool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Workers that come to a pool from outside, by a port of this machine. */
final class OutsideWorker {

  private OutsideWorker() {}

  /** @param before words before those that start one */
  static ProcessBuilder to(int port, String token, List<String> before) {
    List<String> words = new ArrayList<>(before);
    words.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), WorkerProcess.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(Map.of("EVOX_POOL", "127.0.0.1:" + port, "EVOX_TOKEN", token));
    return builder;
  }
}
