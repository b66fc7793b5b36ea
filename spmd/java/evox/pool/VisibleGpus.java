package evox.pool;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which of this process's GPUs the worker processes see that it starts: each its own, or several one where each holds a part
 * of it. A worker counts those that it sees, from 0.
 *
 * @param own the variable's value here; null for all
 * @param each how many a worker has
 */
record VisibleGpus(String own, double each) {

  /** The environment variable that the driver reads. */
  static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  /** The variable's value for the worker at a place, counted from 0. */
  String of(int place) {
    int count = (int) Math.ceil(each);
    int from = each < 1 ? place / (int) (1 / each) : place * count;
    List<String> names = own == null ? IntStream.range(0, from + count).mapToObj(Integer::toString).toList()
        : List.of(own.split(","));
    return names.stream().skip(from).limit(count).collect(Collectors.joining(","));
  }
}
