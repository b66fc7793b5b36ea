package evox.launch.word;

import java.util.List;
import java.util.stream.Collectors;

/** Words for a POSIX shell that takes each for itself, whatever is in it. */
public final class ShellWords {

  private static final String PLAIN = "[A-Za-z0-9_@%+=:,./-]+";

  /** What Java makes of letters that its locale does not have. */
  private static final char UNREADABLE = '\uFFFD';

  private ShellWords() {}

  /** A word, in single quotes unless it has nothing that a shell would look at. */
  public static String quote(String word) {
    if (word.indexOf('\0') >= 0) throw new IllegalArgumentException("a word must have no NUL, got " + word.replace('\0', '?'));
    if (word.indexOf(UNREADABLE) >= 0) {
      throw new IllegalArgumentException("a word must be in the locale's letters, got " + word + "; set LC_ALL=C.UTF-8");
    }
    return word.matches(PLAIN) ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** A command line. */
  public static String line(List<String> words) {
    return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
  }
}
