package evox.collective;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.function.DoubleBinaryOperator;

/**
 * Rows of doubles, folded into one row after the other.
 *
 * @param rows any number of rows, one after the other; may be empty
 * @param folded one row
 */
record RowFold(MemorySegment rows, MemorySegment folded, DoubleBinaryOperator operation) {

  RowFold {
    if (folded.byteSize() % Double.BYTES != 0 || (folded.byteSize() == 0 ? rows.byteSize() : rows.byteSize() % folded.byteSize()) != 0) {
      throw new IllegalArgumentException("rows must be whole ones of doubles, got rows=" + rows.byteSize()
          + " bytes, a row=" + folded.byteSize());
    }
  }

  /** Folds a stretch of each row, of some bytes from an offset on. */
  void fold(long offset, long length) {
    for (long row = offset; row < rows.byteSize(); row += folded.byteSize()) {
      for (long at = 0; at < length; at += Double.BYTES) {
        folded.set(JAVA_DOUBLE_UNALIGNED, offset + at, operation.applyAsDouble(
            folded.get(JAVA_DOUBLE_UNALIGNED, offset + at), rows.get(JAVA_DOUBLE_UNALIGNED, row + at)));
      }
    }
  }
}
