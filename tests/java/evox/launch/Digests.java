package evox.launch;

import java.util.List;
import java.util.regex.Pattern;

/** The digests in what runs with --json print. */
public final class Digests {

  private static final Pattern DIGEST = Pattern.compile("\"digest\":\"([0-9a-f]{64})\"");

  private Digests() {}

  public static List<String> in(String out) {
    return DIGEST.matcher(out).results().map(match -> match.group(1)).toList();
  }
}
