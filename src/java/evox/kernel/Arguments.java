package evox.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import evox.array.Matrix;
import evox.foreign.Isa;
import evox.foreign.NativeLibrary;
import java.lang.foreign.MemorySegment;

/** The arguments of one native call, as the native side reads them: a struct whose fields are 8 bytes each. */
public final class Arguments {

  static final long BYTES = 64 * Long.BYTES;

  private final MemorySegment struct;
  private final Isa isa;
  private int field;

  Arguments(MemorySegment struct, Isa isa) {
    this.struct = struct;
    this.isa = isa;
  }

  public Arguments add(long value) {
    struct.setAtIndex(JAVA_LONG, field++, value);
    return this;
  }

  public Arguments add(double value) {
    struct.setAtIndex(JAVA_DOUBLE, field++, value);
    return this;
  }

  /** The address of a matrix's first element. */
  public Arguments add(Matrix matrix) {
    return add(matrix.segment().address());
  }

  /** The address of a vector's first element. */
  public Arguments add(Doubles vector) {
    return add(vector.segment().address());
  }

  /** What an objective's kernels read: its constants, their number, its tile function, d and m. */
  public Arguments add(Objective objective) {
    Doubles constants = objective.constants();
    return add(constants).add(constants.length())
        .add(NativeLibrary.find(isa.ordinal(), "tile/" + objective.kernel()))
        .add(objective.dimension()).add(objective.objectives());
  }
}
