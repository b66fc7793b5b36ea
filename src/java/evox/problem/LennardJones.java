package evox.problem;

import evox.array.Elementary;
import evox.core.Bounds;
import evox.core.Differentiable;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The energy of a cluster of atoms that attract and repel each other in pairs, 4 (r^-12 - r^-6), with the depth and
 * the length of the potential as units. Coordinates are x, y, z of the first atom, then of the next.
 *
 * <p>Its landscape and minima: Wales, Doye: Global Optimization by Basin-Hopping, Journal of Physical Chemistry A 101
 * (1997), doi 10.1021/jp970984n.
 *
 * @param atoms 2 or more
 */
public record LennardJones(int atoms) implements BuiltIn, Differentiable {

  public LennardJones {
    if (atoms < 2) throw new IllegalArgumentException("number of atoms must be 2 or more, got atoms=" + atoms);
  }

  @Override
  public String kernel() {
    return "lennardjones";
  }

  @Override
  public int dimension() {
    return 3 * atoms;
  }

  /** A cube about 0 with room for 8 units of volume an atom, some seven times what a solid takes. */
  @Override
  public Bounds bounds() {
    double half = Elementary.pow(atoms, 1.0 / 3.0);
    return Bounds.of(-half, half, dimension());
  }

  /** The lowest energy known, to nine digits after the point. */
  @Override
  public OptionalDouble optimum() {
    double energy = switch (atoms) {
      case 2 -> -1.0;
      case 3 -> -3.0;
      case 4 -> -6.0;
      case 5 -> -9.103852416;
      case 6 -> -12.712062257;
      case 7 -> -16.505384168;
      case 8 -> -19.821489192;
      case 9 -> -24.113360434;
      case 10 -> -28.422531893;
      case 12 -> -37.967599562;
      case 13 -> -44.326801420;
      case 19 -> -72.659782454;
      case 38 -> -173.928426591;
      case 55 -> -279.248470463;
      default -> Double.NaN;
    };
    return energy == energy ? OptionalDouble.of(energy) : OptionalDouble.empty();
  }

  @Override
  public void evaluate(double[] x, double[] fitness) {
    double sum = 0.0;
    for (int i = 0; i < x.length; i += 3) {
      for (int j = i + 3; j < x.length; j += 3) {
        double dx = x[i] - x[j];
        double dy = x[i + 1] - x[j + 1];
        double dz = x[i + 2] - x[j + 2];
        double inverse = 1.0 / Math.fma(dx, dx, Math.fma(dy, dy, dz * dz));
        double sixth = inverse * inverse * inverse;
        sum = Math.fma(sixth, sixth - 1.0, sum);
      }
    }
    fitness[0] = 4.0 * sum;
  }

  /** The value has the bits of {@link #evaluate}'s. */
  @Override
  public double evaluateWithGradient(double[] x, double[] gradient) {
    Arrays.fill(gradient, 0.0);
    double sum = 0.0;
    for (int i = 0; i < x.length; i += 3) {
      for (int j = i + 3; j < x.length; j += 3) {
        double dx = x[i] - x[j];
        double dy = x[i + 1] - x[j + 1];
        double dz = x[i + 2] - x[j + 2];
        double inverse = 1.0 / Math.fma(dx, dx, Math.fma(dy, dy, dz * dz));
        double sixth = inverse * inverse * inverse;
        sum = Math.fma(sixth, sixth - 1.0, sum);
        double slope = -24.0 * inverse * sixth * Math.fma(2.0, sixth, -1.0);
        gradient[i] = Math.fma(slope, dx, gradient[i]);
        gradient[i + 1] = Math.fma(slope, dy, gradient[i + 1]);
        gradient[i + 2] = Math.fma(slope, dz, gradient[i + 2]);
        gradient[j] = Math.fma(-slope, dx, gradient[j]);
        gradient[j + 1] = Math.fma(-slope, dy, gradient[j + 1]);
        gradient[j + 2] = Math.fma(-slope, dz, gradient[j + 2]);
      }
    }
    return 4.0 * sum;
  }
}
