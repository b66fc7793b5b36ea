package evox.launch;

import evox.world.ProcessWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the user gave a command: values by option, as text until the command asks for what they are. */
final class Given {

  private final Map<String, List<String>> options = new LinkedHashMap<>();
  private final List<String> parameters = new ArrayList<>();
  private ProcessWords processes = ProcessWords.read();

  void add(Option option, String value) {
    List<String> values = options.get(option.name());
    if (values == null) {
      values = new ArrayList<>();
      options.put(option.name(), values);
    } else if (!option.many()) {
      throw new IllegalArgumentException(option.name() + " must be given once, got it twice");
    }
    values.add(value);
  }

  /** Takes note of what was said of processes. */
  Given with(ProcessWords words) {
    processes = words;
    return this;
  }

  /** Which process this is, and of how many, as far as the command line says. */
  ProcessWords processes() {
    return processes;
  }

  void addParameter(String value) {
    parameters.add(value);
  }

  List<String> parameters() {
    return parameters;
  }

  boolean has(String option) {
    return options.containsKey(option);
  }

  /** All values of an option that may be given more than once. */
  List<String> all(String option) {
    return options.getOrDefault(option, List.of());
  }

  /** The value of an option, or null. */
  String text(String option) {
    List<String> values = options.get(option);
    return values == null ? null : values.get(0);
  }

  String required(String option) {
    String value = text(option);
    if (value == null) throw new IllegalArgumentException(option + " must be given, got none");
    return value;
  }

  long whole(String option, long otherwise) {
    String value = text(option);
    if (value == null) return otherwise;
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " must be a whole number, got " + option + "=" + value);
    }
  }

  /** A whole number of 1 or more, such as a size. */
  long positive(String option, long otherwise) {
    if (!has(option)) return otherwise;
    long value = whole(option, otherwise);
    if (value < 1) throw new IllegalArgumentException(option + " must be 1 or more, got " + option + "=" + value);
    return value;
  }

  int positiveInt(String option, int otherwise) {
    return fitting(option, positive(option, otherwise));
  }

  /** A whole number of 0 or more, such as how often. */
  int count(String option, int otherwise) {
    long value = whole(option, otherwise);
    if (value < 0) throw new IllegalArgumentException(option + " must be 0 or more, got " + option + "=" + value);
    return fitting(option, value);
  }

  private static int fitting(String option, long value) {
    if (value <= Integer.MAX_VALUE) return (int) value;
    throw new IllegalArgumentException(option + " must be below 2^31, got " + option + "=" + value);
  }

  double number(String option, double otherwise) {
    String value = text(option);
    return value == null ? otherwise : number(option, value);
  }

  /** Numbers with commas between them; empty where the option was not given. */
  double[] numbers(String option) {
    String value = text(option);
    if (value == null) return new double[0];
    String[] words = value.split(",", -1);
    double[] numbers = new double[words.length];
    for (int i = 0; i < words.length; i++) numbers[i] = number(option, words[i].strip());
    return numbers;
  }

  private static double number(String option, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " must be a number, got " + option + "=" + value);
    }
  }
}
