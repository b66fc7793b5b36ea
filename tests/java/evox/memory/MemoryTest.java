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
}
