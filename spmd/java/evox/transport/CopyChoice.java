package evox.transport;

/**
 * Whether to copy past the caches: which way takes less is learned from how long copies took. How near the core is that takes
 * what was copied nobody says, and the host of a virtual machine may change it at any time: so the way that seems worse is
 * tried now and then, and soon once the better one has become slow.
 */
final class CopyChoice {

  /** So many bytes go the other way. */
  private static final long TRIAL = 2L << 20;

  /** Of the first of a spell each line still lies where the way before has left it: what they take does not count. */
  private static final long START = 1L << 20;

  /** So many go the better way before the next trial, each time more that it stays the better one. */
  private static final long FIRST_SPELL = 16L << 20;
  private static final long LONGEST_SPELL = 512L << 20;
  private static final int GROWTH = 4;

  /** Of so many copies on the better way one is timed: the clock takes as long as a short copy. */
  private static final int TIMED = 8;

  /** What the other core takes longer for a byte that it has to read from memory. */
  private static final double READ_NANOS = 0.08;

  private final Cost throughCaches = new Cost();
  private final Cost pastCaches = new Cost();
  private boolean past;
  private boolean trial;
  private long spell = FIRST_SPELL;
  private long left = FIRST_SPELL;
  private int copies;

  /** The way of the next copy. */
  boolean isPastCaches() {
    return past;
  }

  /** Whether to say what the next copy {@link #took}. */
  boolean isTimed() {
    return trial ? left <= TRIAL - START : left <= spell - START && copies % TIMED == 0;
  }

  void took(long nanos, long bytes) {
    if (cost().add(nanos, bytes) && !trial) {
      // Another trial soon, but not one after the other.
      left -= spell - FIRST_SPELL;
      spell = FIRST_SPELL;
    }
  }

  /** A copy has been made. */
  void copied(long bytes) {
    copies++;
    left -= bytes;
    if (left > 0) return;
    cost().settle();
    if (trial) choose();
    else past = !past;
    trial = !trial;
    left = trial ? TRIAL : spell;
  }

  private void choose() {
    boolean better = throughCaches.perByte > pastCaches.perByte + READ_NANOS;
    spell = better == past ? FIRST_SPELL : Math.min(GROWTH * spell, LONGEST_SPELL);
    past = better;
  }

  private Cost cost() {
    return past ? pastCaches : throughCaches;
  }

  /** What a way takes. */
  private static final class Cost {

    private static final int SEVERAL = 16;
    private static final double SURPRISE = 2;

    /** A copy that takes longer for a byte has been held up by something else. */
    private static final long HELD_UP_NANOS = 4;

    private double perByte;
    private long nanos;
    private long bytes;
    private int count;

    /** Takes the time of a copy; returns whether several together took surprisingly longer than those before. */
    boolean add(long took, long copied) {
      if (took > HELD_UP_NANOS * copied) return false;
      nanos += took;
      bytes += copied;
      if (++count < SEVERAL) return false;
      double before = perByte;
      settle();
      return before != 0 && perByte > SURPRISE * before;
    }

    void settle() {
      if (count == 0) return;
      perByte = (double) nanos / bytes;
      nanos = 0;
      bytes = 0;
      count = 0;
    }
  }
}
