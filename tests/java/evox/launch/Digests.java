package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

/** The digests in what runs with --json print. */
public final class Digests {

  private static final Pattern DIGEST = Pattern.compile("\"digest\":\"([0-9a-f]{64})\"");

  private Digests() {}

  /** The only one that a process printed. */
  static String of(JarProcess.Ended ended) {
    assertThat(in(ended.out())).as(ended.toString()).hasSize(1);
    return in(ended.out()).getFirst();
  }

  public static List<String> in(String out) {
    return DIGEST.matcher(out).results().map(match -> match.group(1)).toList();
  }
}
