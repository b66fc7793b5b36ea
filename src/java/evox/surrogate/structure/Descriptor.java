package evox.surrogate.structure;

/** What of a structure its energy depends on, as p features. */
public interface Descriptor {

  /** How many features, p. */
  int features();

  /** The features of a structure. */
  double[] describe(double[] x);

  /**
   * Adds derivatives by the coordinates, of a number whose derivatives by the features are known.
   *
   * @param byFeature p derivatives
   * @param gradient 3 for each atom, added to
   */
  void addGradient(double[] x, double[] byFeature, double[] gradient);
}
