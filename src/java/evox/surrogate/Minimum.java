package evox.surrogate;

/**
 * Where a descent ended.
 *
 * @param x d coordinates
 * @param value there
 * @param gradient the largest magnitude of a derivative there, but for those that point out of the bounds
 * @param iterations steps taken
 * @param evaluations of value and gradient
 * @param converged whether the gradient is within the tolerance
 */
public record Minimum(double[] x, double value, double gradient, int iterations, int evaluations, boolean converged) {}
