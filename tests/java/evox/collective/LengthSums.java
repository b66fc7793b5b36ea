package evox.collective;

import java.util.stream.LongStream;

/** Where blocks of uneven lengths begin. */
final class LengthSums {

  private LengthSums() {}

  static long total(long[] lengths) {
    return LongStream.of(lengths).sum();
  }

  static long before(long[] lengths, int rank) {
    return LongStream.of(lengths).limit(rank).sum();
  }
}
