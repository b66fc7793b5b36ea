package evox.pool;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which GPUs of a machine fall to each of its worker processes: each its own, or several one where each holds a part of it.
 *
 * @param own the variable's value here; null where all are seen
 * @param each how many a worker has
 */
record VisibleGpus(String own, double each) {

  /** The environment variable by which the driver is told to see some alone, which it then counts from 0. */
  static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  /** The first GPU for the worker at a place, counted from 0. */
  private int first(int place) {
    return each < 1 ? place / (int) (1 / each) : place * count();
  }

  private int count() {
    return (int) Math.ceil(each);
  }

  /** The variable's value for the worker at a place, if this process starts it: it sees its own alone. */
  String of(int place) {
    int first = first(place);
    List<String> names = own == null ? IntStream.range(0, first + count()).mapToObj(Integer::toString).toList()
        : List.of(own.split(","));
    return names.stream().skip(first).limit(count()).collect(Collectors.joining(","));
  }

  /** The number of the first for a process that others started as the worker at a place: it may see its own alone. */
  int firstSeen(int place) {
    return own == null ? first(place) : first(place) % own.split(",").length;
  }
}
