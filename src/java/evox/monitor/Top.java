package evox.monitor;

import evox.array.Order;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The k best of all candidates that were offered, to be minimised; ties go to the one offered first. NaN is refused. */
final class Top {

  record Entry(double fitness, long number, double[] candidate) {}

  private static final Comparator<Entry> BEST_FIRST =
      Comparator.<Entry>comparingLong(entry -> Order.key(entry.fitness())).thenComparingLong(Entry::number);

  private final int capacity;
  private final PriorityQueue<Entry> worstFirst = new PriorityQueue<>(BEST_FIRST.reversed());
  private long offered;

  Top(int capacity) {
    this.capacity = capacity;
  }

  int capacity() {
    return capacity;
  }

  boolean refuses(double fitness) {
    if (Double.isNaN(fitness)) return true;
    return worstFirst.size() == capacity && !Order.better(fitness, worstFirst.element().fitness());
  }

  /** Adds a candidate that is not refused. */
  void add(double fitness, double[] candidate) {
    worstFirst.add(new Entry(fitness, offered++, candidate));
    if (worstFirst.size() > capacity) worstFirst.remove();
  }

  List<Entry> sorted() {
    return worstFirst.stream().sorted(BEST_FIRST).toList();
  }
}
