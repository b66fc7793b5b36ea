package evox.random;

/** Uniform deviates in [0, 1) from random words; both conversions are exact. */
public final class Uniforms {

  private Uniforms() {}

  /** A multiple of 2^-32 from one word. */
  public static double of(int word) {
    return (word & 0xFFFFFFFFL) * 0x1p-32;
  }

  /** A multiple of 2^-52 from two words. */
  public static double of(int high, int low) {
    return (((long) high << 32 | low & 0xFFFFFFFFL) >>> 12) * 0x1p-52;
  }
}
