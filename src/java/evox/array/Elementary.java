package evox.array;

/** PLACEHOLDER until the real one lands. */
public final class Elementary {
  private Elementary() {}
  public static double log(double x) { return StrictMath.log(x); }
  public static double exp(double x) { return StrictMath.exp(x); }
  public static double cos2pi(double x) { return StrictMath.cos(2 * Math.PI * x); }
  public static double sin2pi(double x) { return StrictMath.sin(2 * Math.PI * x); }
  public static double sin(double x) { return StrictMath.sin(x); }
  public static double cos(double x) { return StrictMath.cos(x); }
  public static double pow(double x, double y) { return StrictMath.pow(x, y); }
}
