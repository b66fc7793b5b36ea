package evox.surrogate.structure;

import evox.core.Differentiable;
import evox.surrogate.Posterior;

/**
 * A potential that a regression has learnt: repulsion, and the posterior's mean of what is left of the energy.
 *
 * @param descriptor of structures, whose features the posterior's points have
 * @param repulsion that was taken off the energies before they were learnt
 */
public record SurrogatePotential(Descriptor descriptor, Repulsion repulsion, Posterior posterior)
    implements Differentiable {

  @Override
  public double evaluateWithGradient(double[] x, double[] gradient) {
    double known = repulsion.evaluateWithGradient(x, gradient);
    double[] byFeature = new double[descriptor.features()];
    double learnt = posterior.evaluateWithGradient(descriptor.describe(x), byFeature);
    descriptor.addGradient(x, byFeature, gradient);
    return known + learnt;
  }

  /** How far from the mean the energy may be: the posterior's standard deviation. */
  public double deviation(double[] x) {
    return Math.sqrt(posterior.variance(descriptor.describe(x)));
  }
}
