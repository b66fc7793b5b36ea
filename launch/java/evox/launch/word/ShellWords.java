package evox.launch.word;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Words for a POSIX shell that takes each for itself, whatever is in it. */
public final class ShellWords {

  private static final String PLAIN = "[A-Za-z0-9_@%+=:,./-]+";

  /** Before others a backslash in double quotes stands for itself. */
  private static final String ESCAPED_IN_QUOTES = "\"\\$`";

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

  /**
   * The words of a line, as a shell takes it apart that puts nothing in: what is in quotes, or follows a backslash, is a
   * word's own.
   *
   * @throws IllegalArgumentException if something is opened and not closed
   */
  public static List<String> of(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        if (word != null) words.add(word.toString());
        word = null;
        continue;
      }
      if (word == null) word = new StringBuilder();
      boolean escapes = c == '\\' && i + 1 < line.length()
          && (quote == 0 || quote == '"' && ESCAPED_IN_QUOTES.indexOf(line.charAt(i + 1)) >= 0);
      if (escapes) word.append(line.charAt(++i));
      else if (c == quote) quote = 0;
      else if (quote == 0 && (c == '\'' || c == '"')) quote = c;
      else word.append(c);
    }
    if (quote != 0) throw new IllegalArgumentException("a quote must be closed, got " + quote + " open in " + line);
    if (word != null) words.add(word.toString());
    return words;
  }
}
