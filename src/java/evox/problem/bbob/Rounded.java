package evox.problem.bbob;

/**
 * The logarithm and the cosine to the last bit. BBOB's matrices were drawn with functions that nearly always round
 * correctly, and f16, f19 and f23 magnify a difference in a matrix's last bit ten thousand times and more.
 */
final class Rounded {

  private static final TwoDoubles ONE = TwoDoubles.of(1.0);
  private static final TwoDoubles LOG_2 = new TwoDoubles(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56);
  private static final TwoDoubles HALF_PI = new TwoDoubles(0x1.921fb54442d18p0, 0x1.1a62633145c07p-54);

  /** 1 / k. */
  private static final TwoDoubles[] INVERSE = new TwoDoubles[40];

  static {
    for (int k = 1; k < INVERSE.length; k++) INVERSE[k] = ONE.over(TwoDoubles.of(k));
  }

  private Rounded() {}

  /** log(x) for a normal x above 0, from the series of artanh((x - 1) / (x + 1)). */
  static double log(double x) {
    int exponent = Math.getExponent(x);
    double mantissa = x * Math.scalb(1.0, -exponent);
    if (mantissa > 1.4) {
      mantissa *= 0.5;
      exponent++;
    }
    TwoDoubles s = TwoDoubles.of(mantissa - 1.0).over(TwoDoubles.of(mantissa).plus(ONE));
    TwoDoubles square = s.times(s);
    TwoDoubles series = TwoDoubles.of(0.0);
    for (int k = 39; k > 0; k -= 2) series = series.times(square).plus(INVERSE[k]);
    return LOG_2.times(TwoDoubles.of(exponent)).plus(series.times(s).times(TwoDoubles.of(2.0))).high();
  }

  /** cos(x) for x in [0, 7], from Taylor's series of the cosine or sine of what is left of x in [-pi/4, pi/4]. */
  static double cos(double x) {
    int quarter = (int) Math.rint(x / HALF_PI.high());
    TwoDoubles left = TwoDoubles.of(x).plus(HALF_PI.times(TwoDoubles.of(-quarter)));
    TwoDoubles square = left.times(left).negated();
    boolean sine = quarter % 2 != 0;
    TwoDoubles series = ONE;
    for (int k = sine ? 29 : 28; k > 1; k -= 2) {
      series = series.times(square).times(INVERSE[k]).times(INVERSE[k - 1]).plus(ONE);
    }
    if (sine) series = series.times(left);
    boolean negative = quarter % 4 == 1 || quarter % 4 == 2;
    return negative ? -series.high() : series.high();
  }
}
