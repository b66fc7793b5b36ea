package evox.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import evox.array.FixedPointSum;
import evox.array.Matrix;
import evox.foreign.Gpu;
import evox.foreign.Isa;
import evox.foreign.NativeLibrary;
import evox.memory.Memory;
import java.lang.foreign.MemorySegment;

/** The arguments of one native call, as the native side reads them: a struct whose fields are 8 bytes each. */
public final class Arguments {

  static final long BYTES = 64 * Long.BYTES;

  private final MemorySegment struct;
  private final Isa isa;
  private final Gpu gpu;
  private int field;
  private long rows;

  /** For a kernel of the processor. */
  Arguments(MemorySegment struct, Isa isa) {
    this.struct = struct;
    this.isa = isa;
    this.gpu = null;
  }

  /** For a kernel of a GPU: what it works on goes there, unless it is there. */
  Arguments(MemorySegment struct, Gpu gpu) {
    this.struct = struct;
    this.isa = null;
    this.gpu = gpu;
  }

  /** The dimension of the objective; 0 if there is none. */
  long rows() {
    return rows;
  }

  public Arguments add(long value) {
    struct.setAtIndex(JAVA_LONG, field++, value);
    return this;
  }

  public Arguments add(double value) {
    struct.setAtIndex(JAVA_DOUBLE, field++, value);
    return this;
  }

  /** The address of the first element of a matrix that the kernel may write to. */
  public Arguments add(Matrix matrix) {
    return add(matrix.memory(), true);
  }

  /** The address of the first element of a matrix that the kernel only reads. */
  public Arguments read(Matrix matrix) {
    return add(matrix.memory(), false);
  }

  /** The address of a vector's first element, 0 if it has none; kernels of a GPU only read it. */
  public Arguments add(Doubles vector) {
    return vector.length() == 0 ? add(0L) : add(vector.memory(), gpu == null);
  }

  /** The address of the first limb. */
  public Arguments add(FixedPointSum sums) {
    return add(sums.memory(), true);
  }

  private Arguments add(Memory memory, boolean written) {
    if (gpu != null) return add(memory.on(gpu, written));
    return add((written ? memory.segment() : memory.forReading()).address());
  }

  /** What an objective's kernels read: its constants, their number, its tile function, d and m. */
  public Arguments add(Objective objective) {
    Doubles constants = objective.constants();
    rows = objective.dimension();
    return add(constants).add(constants.length())
        .add(gpu == null ? NativeLibrary.find(isa.ordinal(), "tile/" + objective.kernel())
            : gpu.tileFunction(objective.kernel()))
        .add(objective.dimension()).add(objective.objectives());
  }
}
