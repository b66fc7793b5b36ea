package evox.surrogate;

/**
 * What a regression learns from.
 *
 * @param points n x p, with p features each
 * @param values n of them, finite
 */
public record Observations(double[][] points, double[] values) {

  public Observations {
    if (points.length != values.length || points.length == 0) {
      throw new IllegalArgumentException("there must be a value for each of one or more points, got points="
          + points.length + ", values=" + values.length);
    }
    for (int i = 0; i < points.length; i++) {
      if (points[i].length != points[0].length) {
        throw new IllegalArgumentException("all points must have the same number of features, got " + points[0].length
            + " and " + points[i].length + " for point " + i);
      }
      if (!(Math.abs(values[i]) <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException("each value must be a finite number, got values[" + i + "]=" + values[i]);
      }
    }
  }

  int size() {
    return values.length;
  }

  /** The mean of the values: what is assumed where nothing is known. */
  double mean() {
    double sum = 0.0;
    for (double value : values) sum += value;
    return sum / values.length;
  }

  double[] deviations() {
    double mean = mean();
    double[] deviations = values.clone();
    for (int i = 0; i < deviations.length; i++) deviations[i] -= mean;
    return deviations;
  }
}
