package evox.surrogate.structure;

import evox.array.Elementary;

/**
 * How often two atoms are how far apart: a histogram of distances, each spread out by a normal density, divided by the
 * square root of the number of atoms.
 *
 * <p>The radial part of Valle, Oganov: Crystal fingerprint space. Acta Crystallographica A 66, 2010.
 * doi:10.1107/S0108767310026395
 *
 * @param from distance of the first bin
 * @param to distance of the last bin; atoms farther apart do not see one another
 * @param bins how many, evenly spaced
 * @param width standard deviation of the density
 */
public record RadialFingerprint(double from, double to, int bins, double width) implements Descriptor {

  /** A density is left out beyond so many standard deviations, where it is 1.5e-8 of its peak. */
  private static final double REACH = 6.0;

  public RadialFingerprint {
    if (!(0 <= from && from < to && to <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("distances must rise from 0 or more, got from=" + from + ", to=" + to);
    }
    if (bins < 2) throw new IllegalArgumentException("number of bins must be 2 or more, got bins=" + bins);
    if (!(width > 0)) throw new IllegalArgumentException("width must be above 0, got width=" + width);
  }

  @Override
  public int features() {
    return bins;
  }

  private double spacing() {
    return (to - from) / (bins - 1);
  }

  @Override
  public double[] describe(double[] x) {
    double[] features = new double[bins];
    double[] density = new double[bins];
    for (int i = 0; i < x.length; i += 3) {
      for (int j = i + 3; j < x.length; j += 3) {
        double distance = Pairs.distance(x, i, j);
        int first = first(distance);
        int end = densities(distance, first, density);
        for (int b = first; b < end; b++) features[b] += density[b];
      }
    }
    double scale = 1.0 / Math.sqrt(x.length / 3);
    for (int b = 0; b < bins; b++) features[b] *= scale;
    return features;
  }

  @Override
  public void addGradient(double[] x, double[] byFeature, double[] gradient) {
    double[] density = new double[bins];
    double scale = 1.0 / (Math.sqrt(x.length / 3) * width * width);
    for (int i = 0; i < x.length; i += 3) {
      for (int j = i + 3; j < x.length; j += 3) {
        double distance = Pairs.distance(x, i, j);
        int first = first(distance);
        int end = densities(distance, first, density);
        double slope = 0.0;
        for (int b = first; b < end; b++) {
          slope = Math.fma(byFeature[b] * density[b], Math.fma(b, spacing(), from) - distance, slope);
        }
        Pairs.addForce(x, i, j, slope * scale / distance, gradient);
      }
    }
  }

  private int first(double distance) {
    double least = (distance - REACH * width - from) / spacing();
    return least > 0.0 ? least < bins ? (int) least + 1 : bins : 0;
  }

  /**
   * Writes the density of a distance at the bins from the first on; returns the end of those it reaches. From bin to bin
   * it changes by a factor that itself changes by a factor, so that two exponentials do for all.
   */
  private int densities(double distance, int first, double[] density) {
    int end = (int) Math.min(bins, Math.max(0.0, Math.floor((distance + REACH * width - from) / spacing()) + 1.0));
    if (first >= end) return first;
    double step = spacing() / width;
    double offset = (Math.fma(first, spacing(), from) - distance) / width;
    double value = Elementary.exp(-0.5 * offset * offset);
    double ratio = Elementary.exp(-step * (offset + 0.5 * step));
    double change = Elementary.exp(-step * step);
    for (int b = first; b < end; b++) {
      density[b] = value;
      value *= ratio;
      ratio *= change;
    }
    return end;
  }
}
