package evox.launch.word;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody meant among the names there are; case does not count. */
public final class Names {

  private Names() {}

  /**
   * The name among these that is meant.
   *
   * @param what it names, for the message: {@code algorithm}
   * @param as how it was given, for the message: {@code --algorithm=psso}
   * @throws IllegalArgumentException with the nearest names and all of them, if there is none such
   */
  public static String resolve(String what, String given, String as, List<String> names) {
    for (String name : names) {
      if (name.equalsIgnoreCase(given)) return name;
    }
    throw new IllegalArgumentException(what + " must be one of " + String.join(", ", names) + ", got " + as
        + suggestion(given, names));
  }

  /** {@code "; did you mean PSO?"}, or nothing where no name is near. */
  public static String suggestion(String given, List<String> names) {
    List<String> near = nearest(given, names);
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }

  /** Up to three names, nearest first, that a few slips of the finger make of one another. */
  public static List<String> nearest(String given, List<String> names) {
    String wanted = given.toLowerCase(Locale.ROOT);
    List<String> near = new ArrayList<>();
    for (String name : names) {
      if (distance(wanted, name.toLowerCase(Locale.ROOT)) <= 1 + Math.max(wanted.length(), name.length()) / 4) {
        near.add(name);
      }
    }
    near.sort(Comparator.comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT))));
    return near.subList(0, Math.min(3, near.size()));
  }

  /**
   * How many letters must be put in, left out, replaced or swapped with the next.
   *
   * <p>Damerau: A technique for computer detection and correction of spelling errors. Communications of the ACM 7,
   * 1964. doi:10.1145/363958.363994
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
