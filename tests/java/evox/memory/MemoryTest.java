package evox.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

/** A block goes to a GPU and comes back only when what is there is older than what is here, or the other way round. */
class MemoryTest {

  private static final long BYTES = 8000;

  private final HostGpu gpu = new HostGpu();
  private final HostGpu other = new HostGpu();
  private final Memory memory = Memory.allocate(BYTES);

  private void set(MemorySegment segment, double value) {
    segment.setAtIndex(ValueLayout.JAVA_DOUBLE, 7, value);
  }

  private double get(MemorySegment segment) {
    return segment.getAtIndex(ValueLayout.JAVA_DOUBLE, 7);
  }

  private void writeBy(HostGpu by, double value) {
    set(by.at(memory.on(by, true), BYTES), value);
  }

  private double readBy(HostGpu by) {
    return get(by.at(memory.on(by, false), BYTES));
  }

  @Test
  void whatStaysOnTheGpuMovesNothing() {
    set(memory.segment(), 1);
    for (int generation = 0; generation < 10; generation++) writeBy(gpu, readBy(gpu) + 1);
    assertThat(gpu.up).isEqualTo(BYTES);
    assertThat(gpu.down).isZero();
    assertThat(get(memory.forReading())).isEqualTo(11);
    assertThat(get(memory.forReading())).isEqualTo(11);
    assertThat(readBy(gpu)).isEqualTo(11);
    assertThat(gpu.up + gpu.down).isEqualTo(2 * BYTES);
  }

  @Test
  void whatIsWrittenHereGoesThereOnceItIsNeeded() {
    writeBy(gpu, 2);
    set(memory.segment(), 3);
    assertThat(gpu.down).isEqualTo(BYTES);
    assertThat(readBy(gpu)).isEqualTo(3);
    assertThat(gpu.up).isEqualTo(2 * BYTES);
  }

  @Test
  void whatIsOverwrittenNeverComesBack() {
    writeBy(gpu, 2);
    memory.forOverwriting().fill((byte) 0);
    assertThat(gpu.down).isZero();
    assertThat(readBy(gpu)).isZero();
    assertThat(get(memory.forReading())).isZero();
    assertThat(gpu.down).isZero();
  }

  @Test
  void aPartComesBackAlone() {
    writeBy(gpu, 2);
    assertThat(memory.forReading(7 * Double.BYTES, Double.BYTES).get(ValueLayout.JAVA_DOUBLE, 0)).isEqualTo(2);
    double[] two = new double[2];
    memory.gather(7 * Double.BYTES, 80, two, 2);
    assertThat(two).containsExactly(2, 0);
    assertThat(gpu.down).isEqualTo(3 * Double.BYTES);
  }

  @Test
  void whatSeveralReadLiesOnEachAndWhatOneWritesOnThatAlone() {
    set(memory.segment(), 4);
    for (int turn = 0; turn < 3; turn++) assertThat(readBy(gpu)).isEqualTo(readBy(other));
    assertThat(gpu.up).isEqualTo(other.up).isEqualTo(BYTES);
    writeBy(other, 5);
    assertThat(gpu.blocks()).isZero();
    assertThat(readBy(gpu)).isEqualTo(5);
    assertThat(other.down).isEqualTo(BYTES);
    assertThat(get(memory.forReading())).isEqualTo(5);
    memory.close();
    assertThat(gpu.blocks() + other.blocks()).isZero();
  }

  @Test
  void aBlockThatHasBeenCopiedTwiceIsPinnedForWhatFollows() {
    try (Memory often = Memory.allocate(1 << 20)) {
      for (int generation = 0; generation < 4; generation++) {
        often.on(gpu, true);
        assertThat(gpu.pinned).hasSize(generation < 2 ? 0 : 1);
        often.forReading();
      }
      often.on(other, true);
      often.forReading();
      assertThat(gpu.asked + other.asked).isEqualTo(1);
    }
    assertThat(gpu.pinned).isEmpty();
  }

  @Test
  void partsOfABlockPinItWhenTheyAreAsMuch() {
    try (Memory block = Memory.allocate(4 << 20)) {
      block.on(gpu, true);
      for (int part = 0; part < 4; part++) block.forReading(0, 1 << 20);
      assertThat(gpu.asked).isZero();
      block.forReading(0, 1024);
      assertThat(gpu.asked).isOne();
    }
  }

  @Test
  void whatMayNotBePinnedIsCopiedAllTheSame() {
    HostGpu refuses = new HostGpu(false);
    try (Memory often = Memory.allocate(1 << 20)) {
      for (int turn = 0; turn < 5; turn++) {
        set(refuses.at(often.on(refuses, true), 1 << 20), turn);
        assertThat(get(often.segment())).isEqualTo(turn);
      }
    }
    assertThat(refuses.asked).isOne();
  }

  @Test
  void aSmallBlockIsNeverPinned() {
    for (int turn = 0; turn < 5; turn++) {
      writeBy(gpu, turn);
      memory.segment();
    }
    assertThat(gpu.asked).isZero();
  }
}
