package evox.foreign;

/**
 * What NCCL may combine numbers by: integers alone, in ways for which order and grouping do not matter. It sums in an
 * order that depends on the number of ranks, so that there is no sum of floating-point numbers.
 */
public enum NcclFold {
  /** The sum, modulo 2^64: the same bits whether the numbers are signed or not. */
  SUM(NcclFold.INT64, 0),
  /** The least of signed numbers, such as a fitness' key in the order of fitness. */
  MIN(NcclFold.INT64, 3),
  /** The greatest of signed numbers. */
  MAX(NcclFold.INT64, 2),
  /** The least of unsigned numbers. */
  MIN_UNSIGNED(NcclFold.UINT64, 3);

  private static final int INT64 = 4;
  private static final int UINT64 = 5;

  /** Values of ncclDataType_t and ncclRedOp_t. */
  final int type;
  final int operation;

  NcclFold(int type, int operation) {
    this.type = type;
    this.operation = operation;
  }
}
