package evox.array;

/**
 * Elementary functions whose bits are the same on every processor, which those of {@code java.lang.Math} and of libm
 * are not: only + - * / fma, rint, compares and integer arithmetic are used, in one fixed order. The kernels hold the
 * same definition in {@code native/elementary.hpp}.
 *
 * <p>Special values are those of {@code java.lang.Math}. Measured against {@code StrictMath}, exp, log and pow differ by
 * 1 ulp at most, sin and cos by 2 ulp wherever |x| is below 10^6.
 */
public final class Elementary {

  private static final double LN2_HIGH = 0x1.62e42fefa38p-1;
  private static final double LN2_LOW = 0x1.ef35793c7673p-45;
  private static final double LOG2_E = 0x1.71547652b82fep0;
  private static final double TWO_PI_LESS_TWO = 0x1.121fb54442d18p2;
  private static final double TURNS = 0x1.45f306dc9c883p-3;
  private static final double TURNS_LOW = -0x1.6b01ec5417056p-57;

  /** The bits of the square root of 1/2: where mantissas start, so that they lie around 1. */
  private static final long MANTISSA_START = 0x3fe6a09e667f3bcdL;
  private static final long EXPONENT_ONE = 0x3ff0000000000000L;
  private static final long EXPONENT_BITS = 0xfff0000000000000L;
  private static final double EXPONENT_MAGIC = 0x1p52 + 1023;

  /** Added to a small integer n, leaves n + 1023, the exponent field of 2^n, in the low bits. */
  private static final double SCALE_MAGIC = 0x1.8p52 + 1023;

  private Elementary() {}

  /** e to the power of x: from 0 for x below -745.2 through subnormals up to infinity for x above 709.8. */
  public static double exp(double x) {
    return exp(x, 0.0);
  }

  /** e to the power of x + low, where low is a correction below the last bit of x. */
  private static double exp(double x, double low) {
    double bounded = min(710.0, max(-746.0, x));
    double n = Math.rint(bounded * LOG2_E);
    double r = Math.fma(n, -LN2_HIGH, bounded) + Math.fma(n, -LN2_LOW, low);
    double p = 0x1.ade15cf3540f2p-26;
    p = Math.fma(p, r, 0x1.28af410c0200cp-22);
    p = Math.fma(p, r, 0x1.71dee621ba3bap-19);
    p = Math.fma(p, r, 0x1.a01997c7711a6p-16);
    p = Math.fma(p, r, 0x1.a01a0147625b1p-13);
    p = Math.fma(p, r, 0x1.6c16c1852bd39p-10);
    p = Math.fma(p, r, 0x1.1111111122322p-7);
    p = Math.fma(p, r, 0x1.55555555502ap-5);
    p = Math.fma(p, r, 0x1.5555555555511p-3);
    p = Math.fma(p, r, 0x1.000000000000bp-1);
    p = Math.fma(p, r * r, r) + 1.0;
    // 2^n in two factors, of which each is a normal number and only the second can round.
    double half = Math.fma(n, 0.5, SCALE_MAGIC);
    double rest = n - (half - SCALE_MAGIC) + SCALE_MAGIC;
    return p * powerOfTwo(half) * powerOfTwo(rest);
  }

  private static double powerOfTwo(double biased) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(biased) << 52);
  }

  /** The natural logarithm: NaN below zero, minus infinity at zero. */
  public static double log(double x) {
    boolean subnormal = x < Double.MIN_NORMAL;
    double normal = subnormal ? x * 0x1p54 : x;
    double exponent = exponent(normal);
    double m = mantissa(normal);
    double e = subnormal ? exponent - 54.0 : exponent;
    double f = m - 1.0;
    double s = f / (m + 1.0);
    double z = s * s;
    double p = 0x1.101e903bcb855p-3;
    p = Math.fma(p, z, 0x1.0f4a9be5a32e4p-3);
    p = Math.fma(p, z, 0x1.3b2153d48de73p-3);
    p = Math.fma(p, z, 0x1.745cdb9028219p-3);
    p = Math.fma(p, z, 0x1.c71c725c1a07p-3);
    p = Math.fma(p, z, 0x1.249249242f0a3p-2);
    p = Math.fma(p, z, 0x1.9999999999d58p-2);
    p = Math.fma(p, z, 0x1.5555555555555p-1);
    double low = Math.fma(e, LN2_LOW, -(s * Math.fma(-z, p, f)));
    double value = Math.fma(e, LN2_HIGH, f + low);
    if (x == Double.POSITIVE_INFINITY) return x;
    return x > 0.0 ? value : x == 0.0 ? Double.NEGATIVE_INFINITY : Double.NaN;
  }

  /** The exponent of a normal positive number whose mantissa is taken between the square roots of 1/2 and 2. */
  private static double exponent(double x) {
    long shifted = Double.doubleToRawLongBits(x) - MANTISSA_START + EXPONENT_ONE;
    return Double.longBitsToDouble(shifted >>> 52 | 0x4330000000000000L) - EXPONENT_MAGIC;
  }

  private static double mantissa(double x) {
    long bits = Double.doubleToRawLongBits(x);
    return Double.longBitsToDouble(bits - (bits - MANTISSA_START & EXPONENT_BITS));
  }

  /** The sine of x turns, sin(2 pi x). */
  public static double sin2pi(double x) {
    double r = x - Math.rint(x);
    double size = Math.abs(r);
    return withSign(sinQuarter(min(size, 0.5 - size)), r);
  }

  /** The cosine of x turns, cos(2 pi x). */
  public static double cos2pi(double x) {
    return sinQuarter(0.25 - Math.abs(x - Math.rint(x)));
  }

  /** The sine of x radians; accurate up to about 10^6, and between -1 and 1 for every finite x. */
  public static double sin(double x) {
    double turns = x * TURNS;
    double low = turnsLow(x, turns);
    double r = turns - Math.rint(turns);
    double size = Math.abs(r);
    double outward = withSign(low, r);
    double q = size < 0.25 ? size + outward : 0.5 - size - outward;
    double value = withSign(sinQuarter(min(0.25, max(-0.25, q))), r);
    return Math.abs(x) < 0x1p-26 ? x : value;
  }

  /** The cosine of x radians; accurate up to about 10^6, and between -1 and 1 for every finite x. */
  public static double cos(double x) {
    double turns = x * TURNS;
    return cos2pi(turns, turnsLow(x, turns));
  }

  /** The cosine of x + low turns, where low is a correction below the last bit of x. */
  public static double cos2pi(double x, double low) {
    double r = x - Math.rint(x);
    double q = 0.25 - Math.abs(r) - withSign(low, r);
    return sinQuarter(min(0.25, max(-0.25, q)));
  }

  /** What is missing from the rounded product of x and 1/(2 pi). */
  private static double turnsLow(double x, double turns) {
    return Math.fma(x, TURNS_LOW, Math.fma(x, TURNS, -turns));
  }

  /** The value, negated if the other is negative. */
  private static double withSign(double value, double sign) {
    long bits = Double.doubleToRawLongBits(sign) & Long.MIN_VALUE;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value) ^ bits);
  }

  /**
   * sin(2 pi q) for a quarter turn at most either way: 2 q + q (2 pi - 2 + z (c + z h(z))) with z = q^2. Of h, which is
   * of degree six, Knuth's adaptation (The Art of Computer Programming 2, 4.6.4) is taken, (w + y + a) w + b with
   * w = (d z + e) y + f and y = z^2 + g: with it, 8 multiplications do the work of 11 in Horner's scheme, for 3
   * additions more, which most processors do beside them. In general y has a term in z too; the highest coefficient,
   * which matters little, is chosen so that it vanishes.
   *
   * <p>c gives 1 at a quarter turn, and b is eight units above the best fit: then no rounding makes a cosine larger
   * than 1, and a sum of waves is never below its bound. The term 2 q stands apart because the rest is then half as
   * large near a quarter turn, and rounded half as coarsely.
   */
  private static double sinQuarter(double q) {
    double z = q * q;
    double y = Math.fma(z, z, 0x1.82e17e9614679p3);
    double w = Math.fma(Math.fma(0x1.6a137833203a4p-2, z, -0x1.85ff4a4b5653bp0), y, 0x1.dbbd3dfa94fa6p3);
    double p = Math.fma(w + (y - 0x1.6ee32560fb085p4), w, 0x1.e7e69347780f4p4);
    p = Math.fma(p, z, -0x1.4abbce625be62p5);
    return Math.fma(q, Math.fma(p, z, TWO_PI_LESS_TWO), q + q);
  }

  /** x to the power of y. */
  public static double pow(double x, double y) {
    double size = Math.abs(x);
    double value = powPositive(size, y);
    if (size == 0.0) value = y > 0.0 ? 0.0 : Double.POSITIVE_INFINITY;
    if (size == Double.POSITIVE_INFINITY) value = y > 0.0 ? Double.POSITIVE_INFINITY : 0.0;
    boolean integer = Math.rint(y) == y;
    boolean odd = integer && Math.rint(y * 0.5) != y * 0.5;
    if (odd) value = withSign(value, x);
    if (x < 0.0 && x > Double.NEGATIVE_INFINITY && !integer) value = Double.NaN;
    if (size == 1.0 && Math.abs(y) == Double.POSITIVE_INFINITY) value = Double.NaN;
    if (x != x || y != y) value = Double.NaN;
    if (y == 1.0) value = x;
    return y == 0.0 ? 1.0 : value;
  }

  /** For normal and subnormal x: exp(y log x), with the logarithm in two doubles. */
  private static double powPositive(double x, double y) {
    boolean subnormal = x < Double.MIN_NORMAL;
    double normal = subnormal ? x * 0x1p54 : x;
    double exponent = exponent(normal);
    double m = mantissa(normal);
    double e = subnormal ? exponent - 54.0 : exponent;

    // s = (m - 1) / (m + 1) and z = s^2, each as a sum of two.
    double f = m - 1.0;
    double g = m + 1.0;
    double gLow = m - (g - 1.0);
    double s = f / g;
    double sLow = Math.fma(-s, gLow, Math.fma(-s, g, f)) / g;
    double z = s * s;
    double zLow = Math.fma(s + s, sLow, Math.fma(s, s, -z));

    // log m = 2 s + s z (2/3 + z q(z)).
    double q = 0x1.e02d70926101bp-4;
    q = Math.fma(q, z, 0x1.df7ce152e7058p-4);
    q = Math.fma(q, z, 0x1.1118c76ff0dd2p-3);
    q = Math.fma(q, z, 0x1.3b1395d43e912p-3);
    q = Math.fma(q, z, 0x1.745d177a90e0dp-3);
    q = Math.fma(q, z, 0x1.c71c71c6eaa6dp-3);
    q = Math.fma(q, z, 0x1.2492492492521p-2);
    q = Math.fma(q, z, 0x1.999999999999ap-2);
    double u = z * q;
    double p = 0x1.5555555555555p-1 + u;
    double pLow = 0x1.5555555555555p-1 - p + u + 0x1.5555555555555p-55;
    double w = z * p;
    double wLow = Math.fma(z, pLow, Math.fma(zLow, p, Math.fma(z, p, -w)));
    double v = s * w;
    double vLow = Math.fma(s, wLow, Math.fma(sLow, w, Math.fma(s, w, -v)));
    double twice = s + s;
    double l = twice + v;
    double lLow = twice - l + v + (vLow + (sLow + sLow));

    double a = e * LN2_HIGH;
    double log = a + l;
    double logLow = a - log + l + Math.fma(e, LN2_LOW, lLow);

    // Beyond 2^70 every power of a number but 1 over- or underflows.
    double bounded = min(0x1p70, max(-0x1p70, y));
    double t = bounded * log;
    double tLow = Math.fma(bounded, logLow, Math.fma(bounded, log, -t));
    return exp(t, Math.abs(t) < 1000.0 ? tLow : 0.0);
  }

  private static double min(double a, double b) {
    return a < b ? a : b;
  }

  private static double max(double a, double b) {
    return a > b ? a : b;
  }
}
