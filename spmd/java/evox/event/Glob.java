package evox.event;

import java.util.List;
import java.util.regex.Pattern;

/** Names written with {@code *} for any characters and {@code ?} for one. */
final class Glob {

  private final String text;
  private final Pattern pattern;

  Glob(String text) {
    this.text = text;
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    pattern = text.equals("*") || regex.length() == 0 ? null : Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  boolean matches(String name) {
    return pattern == null || pattern.matcher(name).matches();
  }

  boolean matchesAny(List<String> names) {
    return names.stream().anyMatch(this::matches);
  }

  @Override
  public String toString() {
    return text;
  }
}
