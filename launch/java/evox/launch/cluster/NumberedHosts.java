package evox.launch.cluster;

/**
 * Hosts whose names are alike up to a number: {@code node08} to {@code node11}.
 *
 * @param prefix what comes before the number
 * @param low the first number; -1 where the name ends in none
 * @param high the last
 * @param width the least digits of a number, with zeros in front
 */
record NumberedHosts(String prefix, long low, long high, int width) {

  /** More would not fit a number. */
  static final int DIGITS = 18;

  /** One host. */
  static NumberedHosts of(String host) {
    int end = host.length();
    while (end > 0 && isDigit(host.charAt(end - 1))) end--;
    String digits = host.substring(end);
    if (digits.isEmpty() || digits.length() > DIGITS) return new NumberedHosts(host, -1, -1, 0);
    long number = Long.parseLong(digits);
    return new NumberedHosts(host.substring(0, end), number, number, digits.length());
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  long size() {
    return low < 0 ? 0 : high - low + 1;
  }

  /** Whether a host comes next, and its number is written as it would be in this range. */
  boolean isFollowedBy(NumberedHosts next) {
    return sharesItsPrefixWith(next) && next.low == high + 1 && padded(next.low).equals(next.numbers());
  }

  boolean sharesItsPrefixWith(NumberedHosts other) {
    return low >= 0 && other.low >= 0 && prefix.equals(other.prefix);
  }

  NumberedHosts upTo(NumberedHosts next) {
    return new NumberedHosts(prefix, low, next.high, width);
  }

  /** {@code 08}, {@code 08-11}, or nothing. */
  String numbers() {
    if (low < 0) return "";
    return low == high ? padded(low) : padded(low) + "-" + padded(high);
  }

  String padded(long number) {
    String digits = Long.toString(number);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }
}
