package evox.foreign;

import java.util.Arrays;
import java.util.Locale;

/** A set of CPU instructions that the kernels can be run with; every one of them gives the same bits. */
public enum Isa {
  /** The definition: plain Java, no native code. */
  JAVA,
  /** x86-64 as every such processor has it. Fused multiply-add is computed in software, so this is slow. */
  BASELINE,
  /** x86-64-v3: 4 doubles at a time. */
  AVX2,
  /** x86-64-v4: 8 doubles at a time. */
  AVX512,
  /** aarch64: 2 doubles at a time. */
  NEON;

  /** The environment variable that forces one. */
  public static final String VARIABLE = "EVOX_ISA";

  /** The widest that this machine and the native module offer; {@link #JAVA} where there is no native module. */
  public static Isa best() {
    return NativeLibrary.isPresent() ? values()[NativeLibrary.bestIsa()] : JAVA;
  }

  /**
   * The one that {@code EVOX_ISA} names, or the best.
   *
   * @throws IllegalArgumentException if it does not run here, or if {@code EVOX_NATIVE} names a library that does not
   */
  public static Isa fromEnvironment() {
    String name = System.getenv(VARIABLE);
    if (name != null && !name.isBlank()) return parse(name);
    String library = System.getenv(NativeLibrary.VARIABLE);
    if (library != null && !NativeLibrary.isPresent()) {
      throw new IllegalArgumentException(NativeLibrary.VARIABLE + " must name a library of kernels that loads here, "
          + "got " + NativeLibrary.VARIABLE + "=" + library + "; " + NativeLibrary.absence());
    }
    return best();
  }

  /**
   * The one of this name, in any case.
   *
   * @throws IllegalArgumentException if there is none, or if it does not run here
   */
  public static Isa parse(String name) {
    for (Isa isa : values()) {
      if (isa.name().equalsIgnoreCase(name.strip())) return isa.required();
    }
    throw new IllegalArgumentException(VARIABLE + " must be one of "
        + Arrays.toString(values()).toLowerCase(Locale.ROOT) + ", got " + VARIABLE + "=" + name);
  }

  /** Whether kernels of this kind are built and this processor runs them. */
  public boolean runsHere() {
    return this == JAVA || (NativeLibrary.isPresent() && NativeLibrary.hasIsa(ordinal()));
  }

  private Isa required() {
    if (runsHere()) return this;
    throw new IllegalArgumentException("the kernels asked for must run on this machine, got "
        + VARIABLE + "=" + toString().toLowerCase(Locale.ROOT) + "; "
        + (NativeLibrary.isPresent() ? "this processor runs up to " + best().toString().toLowerCase(Locale.ROOT)
            : NativeLibrary.absence()));
  }
}
