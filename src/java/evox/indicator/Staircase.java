package evox.indicator;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** The area of the plane that points dominate, up to a corner, as points come one by one. */
final class Staircase {

  private final double right;
  private final double top;
  private final TreeMap<Double, Double> steps = new TreeMap<>();
  private double area;

  /** No points yet, below the corner (right, top). */
  Staircase(double right, double top) {
    this.right = right;
    this.top = top;
  }

  /** Adds a point that lies below the corner in both coordinates. */
  void add(double x, double y) {
    Map.Entry<Double, Double> before = steps.floorEntry(x);
    if (before != null && before.getValue() <= y) return;
    Map.Entry<Double, Double> left = steps.lowerEntry(x);
    double from = x;
    double ceiling = left == null ? top : left.getValue();
    Iterator<Map.Entry<Double, Double>> rest = steps.tailMap(x, true).entrySet().iterator();
    while (ceiling > y && rest.hasNext()) {
      Map.Entry<Double, Double> step = rest.next();
      area = Math.fma(step.getKey() - from, ceiling - y, area);
      from = step.getKey();
      ceiling = step.getValue();
      if (ceiling >= y) rest.remove();
    }
    if (ceiling > y) area = Math.fma(right - from, ceiling - y, area);
    steps.put(x, y);
  }

  double area() {
    return area;
  }
}
