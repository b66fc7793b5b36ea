package evox.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** What the jar does without being told what: an example, compiled when the jar was built. */
final class MainJob {

  private static final String EXAMPLE = "Influenza";

  private MainJob() {}

  static int run(String[] arguments) {
    try {
      return Program.of(new MemoryClasses(List.of(), Map.of(), null, MainJob::example).loadClass(EXAMPLE)).run(arguments);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("this jar must hold the example " + EXAMPLE + "; build it with ./evox", e);
    }
  }

  private static byte[] example(String name) {
    try (InputStream file = MainJob.class.getResourceAsStream("/META-INF/examples/" + name + ".class")) {
      return file == null ? null : file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
