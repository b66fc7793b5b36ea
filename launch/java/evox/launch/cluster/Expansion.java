package evox.launch.cluster;

import java.util.ArrayList;
import java.util.List;

/** Slurm's notation of host lists, written out. */
final class Expansion {

  /** As many as Slurm takes from one pair of brackets, so that a slip of the finger fills no memory. */
  private static final long MOST = 1 << 16;

  private static final String SEPARATORS = ", \t\n";

  private final String text;
  private final String prefix;

  private Expansion(String text, String prefix) {
    this.text = text;
    this.prefix = prefix;
  }

  /** The names that a text stands for, in its order; a word of numbers alone has the prefix. */
  static List<String> of(String text, String prefix) {
    Expansion expansion = new Expansion(text, prefix);
    List<String> names = new ArrayList<>();
    int begin = 0;
    int open = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ',';
      if (c == '[') open++;
      if (c == ']' && open > 0) open--;
      // Separators in brackets are the ranges' own.
      if (i < text.length() && (open > 0 || SEPARATORS.indexOf(c) < 0)) continue;
      if (i > begin) names.addAll(expansion.word(expansion.named(text.substring(begin, i))));
      begin = i + 1;
    }
    return names;
  }

  private String named(String word) {
    return word.startsWith("[") || word.chars().allMatch(NumberedHosts::isDigit) ? prefix + word : word;
  }

  /** One word, such as {@code rack[0-1]node[3-4]}: the last brackets count fastest. */
  private List<String> word(String word) {
    if (word.indexOf('[') < 0 && word.indexOf(']') < 0) return List.of(word);
    List<String> names = List.of("");
    int at = 0;
    while (at < word.length()) {
      int open = word.indexOf('[', at);
      int close = word.indexOf(']', at);
      require(open >= 0 || close >= 0, "nothing may follow the last bracket");
      require(open >= 0 && close > open, "brackets must come in pairs");
      names = product(names, word.substring(at, open), ranges(word.substring(open + 1, close)));
      at = close + 1;
    }
    return names;
  }

  private List<String> product(List<String> names, String between, List<NumberedHosts> ranges) {
    List<String> longer = new ArrayList<>();
    for (String name : names) {
      for (NumberedHosts range : ranges) {
        for (long n = range.low(); n <= range.high(); n++) {
          require(longer.size() < MOST, "a word must stand for at most " + MOST + " hosts");
          longer.add(name + between + range.padded(n));
        }
      }
    }
    return longer;
  }

  private List<NumberedHosts> ranges(String list) {
    List<NumberedHosts> ranges = new ArrayList<>();
    for (String each : list.split(",", -1)) ranges.add(range(each));
    return ranges;
  }

  /** As wide as its first number is written; a second that is left out is the first again. */
  private NumberedHosts range(String range) {
    require(range.matches("[0-9]{1," + NumberedHosts.DIGITS + "}(-[0-9]{0," + NumberedHosts.DIGITS + "})?"),
        "brackets must hold ranges such as 01-16,20");
    String[] ends = range.split("-");
    long low = Long.parseLong(ends[0]);
    long high = ends.length == 1 ? low : Long.parseLong(ends[1]);
    require(low <= high, "a range must begin with its lower number");
    require(high - low < MOST, "a word must stand for at most " + MOST + " hosts");
    return new NumberedHosts("", low, high, ends[0].length());
  }

  private void require(boolean holds, String rule) {
    if (!holds) throw new IllegalArgumentException("host list: " + rule + ", got hosts=" + text);
  }
}
