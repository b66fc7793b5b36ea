package evox.problem;

import evox.array.Elementary;
import evox.core.Bounds;
import java.util.Arrays;

/**
 * Any number of objectives: the first m - 1 coordinates place a point on the front, the others take it away from the
 * front.
 *
 * <p>Deb, Thiele, Laumanns, Zitzler: Scalable Test Problems for Evolutionary Multiobjective Optimization (2005), doi
 * 10.1007/1-84628-137-7_6.
 *
 * @param function 1 to 7
 * @param dimension number of coordinates, at least as many as objectives
 * @param objectives 2 or more, m
 */
public record Dtlz(int function, int dimension, int objectives) implements MultiObjective {

  public Dtlz {
    if (function < 1 || function > 7) {
      throw new IllegalArgumentException("number of a DTLZ function must be in [1, 7], got function=" + function);
    }
    if (objectives < 2) {
      throw new IllegalArgumentException("number of objectives of a DTLZ function must be 2 or more, got objectives="
          + objectives);
    }
    if (dimension < objectives) {
      throw new IllegalArgumentException("dimension of a DTLZ function must be " + objectives + " or more, the number"
          + " of objectives, got dimension=" + dimension);
    }
  }

  /** A function with as many distance coordinates as its authors gave it: 5, or 10, or 20 for DTLZ7. */
  public static Dtlz of(int function, int objectives) {
    return new Dtlz(function, objectives - 1 + (function == 1 ? 5 : function == 7 ? 20 : 10), objectives);
  }

  @Override
  public String kernel() {
    return "dtlz" + function;
  }

  @Override
  public Bounds bounds() {
    return Bounds.of(0.0, 1.0, dimension);
  }

  @Override
  public void evaluate(double[] x, double[] fitness) {
    double distance = distance(x);
    if (function == 7) {
      steps(x, distance, fitness);
    } else {
      sphere(x, distance, fitness);
    }
  }

  @Override
  public double[][] front(int points) {
    return DtlzFront.of(this, points);
  }

  /** The paper's g: 0 on the front (DTLZ7: less its 1). */
  private double distance(double[] x) {
    int count = dimension - (objectives - 1);
    double sum = 0.0;
    for (int i = objectives - 1; i < dimension; i++) {
      double off = x[i] - 0.5;
      sum = switch (function) {
        case 1, 3 -> Math.fma(off, off, sum - Elementary.cos2pi(10.0 * off));
        case 2, 4, 5 -> Math.fma(off, off, sum);
        case 6 -> sum + Elementary.pow(x[i], 0.1);
        default -> sum + x[i];
      };
    }
    return switch (function) {
      case 1, 3 -> 100.0 * (sum + count);
      case 7 -> 9.0 / count * sum;
      default -> sum;
    };
  }

  /** DTLZ1 to DTLZ6: the last objective turns on the first coordinate alone, each before it on one more. */
  private void sphere(double[] x, double distance, double[] fitness) {
    double product = function == 1 ? 0.5 * (1.0 + distance) : 1.0 + distance;
    for (int i = 0; i < objectives - 1; i++) {
      double turn = turn(x[i], i, distance);
      fitness[objectives - 1 - i] = product * (function == 1 ? 1.0 - turn : Elementary.sin2pi(turn));
      product = product * (function == 1 ? turn : Elementary.cos2pi(turn));
    }
    fitness[0] = product;
    if (product != product) Arrays.fill(fitness, product);
  }

  /** The angle in full turns; for DTLZ1, whose front is flat, the coordinate itself. */
  private double turn(double x, int i, double distance) {
    return switch (function) {
      case 1 -> x;
      case 4 -> 0.25 * hundredth(x);
      case 5, 6 -> 0.25 * (i == 0 ? x : Math.fma(distance, x, 0.5) / (1.0 + distance));
      default -> 0.25 * x;
    };
  }

  /** x^100. */
  private static double hundredth(double x) {
    double x4 = x * x * (x * x);
    double x16 = x4 * x4 * (x4 * x4);
    double x32 = x16 * x16;
    return x32 * x32 * x32 * x4;
  }

  /** DTLZ7: the coordinates are the objectives, and the last one counts on all. */
  private void steps(double[] x, double distance, double[] fitness) {
    double scale = 2.0 + distance;
    double sum = 0.0;
    for (int i = 0; i < objectives - 1; i++) {
      fitness[i] = x[i];
      sum = Math.fma(x[i] / scale, 1.0 + Elementary.sin2pi(1.5 * x[i]), sum);
    }
    double last = scale * (objectives - sum);
    fitness[objectives - 1] = last;
    if (last != last) Arrays.fill(fitness, last);
  }
}
