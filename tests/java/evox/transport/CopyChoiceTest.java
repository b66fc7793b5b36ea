package evox.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Learns from times as they were measured between cores that share a cache and cores that do not. */
class CopyChoiceTest {

  private static final long MIB = 1 << 20;

  /** Nanoseconds a byte. */
  private record Place(double through, double past) {}

  private static final Place NEAR = new Place(0.04, 0.03);
  private static final Place FAR = new Place(0.42, 0.02);

  /** The first of a spell past the caches has to push the lines out. */
  private static final double FIRST_PAST = 0.4;

  private final CopyChoice choice = new CopyChoice();
  private long inSpell;

  /** The part of so many bytes that went past the caches; some copies are held up by something else. */
  private double partPast(long total, int length, Place place) {
    long past = 0;
    for (long done = 0, copy = 0; done < total; done += length, copy++) {
      boolean isPast = choice.isPastCaches();
      double nanos = !isPast ? place.through : inSpell < MIB ? FIRST_PAST : place.past;
      if (choice.isTimed()) choice.took(copy % 1000 == 0 ? 3_000_000 : (long) (nanos * length), length);
      choice.copied(length);
      if (isPast) past += length;
      inSpell = choice.isPastCaches() == isPast ? inSpell + length : 0;
    }
    return (double) past / total;
  }

  @ParameterizedTest
  @ValueSource(ints = {4096, 10_000, 32768, 131_072})
  void nearCoresAreReachedThroughTheirCache(int length) {
    partPast(32 * MIB, length, NEAR);
    assertThat(partPast(1024 * MIB, length, NEAR)).isBetween(0.001, 0.02);
  }

  @ParameterizedTest
  @ValueSource(ints = {4096, 10_000, 32768, 131_072})
  void farCoresAreReachedPastTheCaches(int length) {
    partPast(32 * MIB, length, FAR);
    assertThat(partPast(1024 * MIB, length, FAR)).isBetween(0.98, 0.999);
  }

  @Test
  void aCoreThatGoesFarAwayIsNoticedSoon() {
    partPast(4096 * MIB, 32768, NEAR);
    partPast(32 * MIB, 32768, FAR);
    assertThat(partPast(1024 * MIB, 32768, FAR)).isGreaterThan(0.98);
  }

  @Test
  void aCoreThatComesNearIsNoticedInTime() {
    partPast(4096 * MIB, 32768, FAR);
    partPast(600 * MIB, 32768, NEAR);
    assertThat(partPast(1024 * MIB, 32768, NEAR)).isLessThan(0.02);
  }

  @Test
  void whereBothWaysAreTheSameCachesAreUsed() {
    partPast(32 * MIB, 32768, new Place(0.4, 0.4));
    assertThat(partPast(1024 * MIB, 32768, new Place(0.4, 0.4))).isLessThan(0.02);
  }
}
