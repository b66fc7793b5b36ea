package evox.pool;

import evox.store.ObjectStore;
import java.util.Arrays;
import java.util.List;

/**
 * Where a task runs. {@code key.at(here.call(), here.index())} is a task's own random stream, the same whoever runs it.
 *
 * @param call how many calls of the pool came before this one: each map, submit and each counts
 * @param index of the task in its call
 * @param worker who runs it, for people: results that depend on it depend on chance
 * @param store opens stored objects, and puts others
 * @param gpus the numbers of those that it holds, or parts of, as the driver counts them for its worker
 */
public record Here(long call, long index, String worker, ObjectStore store, List<Integer> gpus) {

  /** @param first the number of the worker's first */
  static List<Integer> numbers(int[] gpus, int first) {
    return Arrays.stream(gpus).mapToObj(gpu -> first + gpu).toList();
  }
}
