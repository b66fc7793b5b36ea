package evox.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.codec.Codec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was put is there for all, once, until nobody needs it. */
class ObjectStoreTest {

  record Arrays(double[] positions, int[] kinds, byte[] empty) {}

  record Mixed(double[] positions, String name) {}

  private static final int MEGABYTE = 1 << 20;

  @TempDir
  private Path disk;

  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private final ObjectStore store = ObjectStore.open(StoreSettings.ofThisMachine());
  private final Codec codec = Codec.of(ObjectStoreTest.class.getClassLoader());

  @AfterEach
  void close() {
    store.close();
  }

  private Stored travelled(Stored stored) {
    return (Stored) codec.decode(codec.encode(stored));
  }

  @Test
  void numbersAreReadWhereTheyLie() {
    double[] values = {1.5, -0.0, Double.NaN};
    Stored stored = store.put(values);
    MemorySegment there = store.open(travelled(stored));
    assertThat(there.toArray(JAVA_DOUBLE)).isEqualTo(values);
    assertThat(there.isReadOnly()).isTrue();
    assertThat(there.isMapped()).isTrue();
    assertThat(store.open(store.put(new double[0])).byteSize()).isZero();
  }

  @Test
  void numbersMayBeOfAnyKind() {
    assertThat(store.open(store.put(new float[] {1.5f})).get(JAVA_FLOAT, 0)).isEqualTo(1.5f);
    assertThat(store.open(store.put(new long[] {1L << 40})).get(JAVA_LONG, 0)).isEqualTo(1L << 40);
    assertThat(store.open(store.put(new int[] {-3})).get(JAVA_INT, 0)).isEqualTo(-3);
    assertThat(store.open(store.put(new short[] {-4})).get(JAVA_SHORT, 0)).isEqualTo((short) -4);
    assertThat(store.open(store.put(new char[] {'e'})).get(JAVA_CHAR, 0)).isEqualTo('e');
    assertThat(store.open(store.put(new byte[] {6})).get(JAVA_BYTE, 0)).isEqualTo((byte) 6);
  }

  @Test
  void aRecordOfArraysIsOpenedByItsComponents() {
    Stored stored = travelled(store.put(new Arrays(new double[] {1, 2, 3}, new int[] {7, 8}, new byte[0])));
    assertThat(store.open(stored, "positions").toArray(JAVA_DOUBLE)).containsExactly(1, 2, 3);
    assertThat(store.open(stored, "kinds").toArray(JAVA_INT)).containsExactly(7, 8);
    assertThat(store.open(stored, "empty").byteSize()).isZero();
    assertThatThrownBy(() -> store.open(stored, "mass"))
        .hasMessage("a component must be one of [positions, kinds, empty], got name=mass");
    assertThatThrownBy(() -> store.put(new Mixed(new double[1], "x"))).hasMessage("a stored record must be made of arrays "
        + "of numbers and memory segments, got name=x");
  }

  @Test
  void whoHasOpenedAnObjectKeepsItAndNobodyElseFindsIt() {
    Stored stored = store.put(new double[] {4});
    Stored opened = travelled(stored);
    Stored late = travelled(stored);
    MemorySegment there = store.open(opened);
    stored.close();
    assertThat(there.get(JAVA_DOUBLE, 0)).isEqualTo(4);
    // The number of the open file may be another's by now.
    Stored other = store.put(new double[] {5});
    assertThat(other.bytes()).isEqualTo(8);
    assertThatThrownBy(() -> store.open(late)).isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("an object must be kept by the process that put it until it is opened, got " + late);
  }

  @Test
  void nothingOfItHasAName() throws Exception {
    Stored stored = store.put(new double[MEGABYTE]);
    assertThat(Files.readSymbolicLink(Path.of(stored.path())).toString()).endsWith(" (deleted)");
  }

  private StoreSettings small(long capacity) {
    return StoreSettings.ofThisMachine().holding(capacity).spillingTo(disk).waiting(Duration.ofMillis(10)).saying(said::add);
  }

  @Test
  void whatFindsNoRoomWaitsAndGoesToTheDisk() throws Exception {
    try (ObjectStore full = ObjectStore.open(small(MEGABYTE)); Arena arena = Arena.ofConfined()) {
      Stored first = full.put(arena.allocate(MEGABYTE));
      Stored second = full.put(new double[] {1, 2});
      assertThat(said).containsExactly("object=" + second.number() + " of 16 bytes waits for room: 1048576 of 1048576 "
          + "bytes of memory are held by object=" + first.number() + " (1048576 bytes)");
      assertThat(Files.readSymbolicLink(Path.of(second.path())).toString()).startsWith(disk.toString());
      assertThat(full.open(travelled(second)).toArray(JAVA_DOUBLE)).containsExactly(1, 2);
      assertThat(disk).isEmptyDirectory();
      first.close();
      Stored third = full.put(new double[] {3});
      assertThat(Files.readSymbolicLink(Path.of(third.path())).toString()).startsWith("/dev/shm/");
    }
  }

  @Test
  void roomThatIsGivenBackEndsTheWait() throws Exception {
    try (ObjectStore full = ObjectStore.open(small(MEGABYTE).waiting(Duration.ofSeconds(120)).saying(line -> {
      synchronized (said) {
        said.add(line);
        said.notifyAll();
      }
    })); Arena arena = Arena.ofConfined()) {
      Stored first = full.put(arena.allocate(MEGABYTE));
      Thread freer = Thread.ofVirtual().start(() -> {
        synchronized (said) {
          while (said.isEmpty()) {
            try {
              said.wait();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        }
        first.close();
      });
      Stored second = full.put(new double[] {1});
      freer.join();
      assertThat(Files.readSymbolicLink(Path.of(second.path())).toString()).startsWith("/dev/shm/");
    }
  }

  @Test
  void whatFindsNoRoomAnywhereSaysWhoHoldsIt() {
    try (ObjectStore full = ObjectStore.open(small(100).spillingTo(Path.of("/proc")))) {
      Stored first = full.put(new double[10]);
      assertThatThrownBy(() -> full.put(new double[5])).isInstanceOf(StoreFull.class).hasMessage(
          "a store must have room for 40 bytes, got 80 of 100 bytes of memory are held by object=" + first.number()
              + " (80 bytes); and 0 bytes free on the disk at /proc");
    }
  }

  @Test
  void whatIsLargerThanTheDiskIsRefusedBeforeAnyOfItIsRead() {
    MemorySegment endless = MemorySegment.NULL.reinterpret(1L << 60);
    assertThatThrownBy(() -> store.put(endless)).isInstanceOf(StoreFull.class)
        .hasMessageMatching("a store must have room for 1152921504606846976 bytes, got 0 of [0-9]+ bytes of memory "
            + "are held; and [0-9]+ bytes free on the disk at .+");
  }

  @Test
  void anObjectOfAnotherMachineNeedsAWayThere() {
    Stored far = new Stored(7, "", "elsewhere", "/proc/1/fd/1", 8, List.of(), () -> {});
    assertThatThrownBy(() -> store.open(travelled(far))).hasMessage("an object must be on this machine, or in a store that "
        + "reaches others, got object=7 of 8 bytes of machine=elsewhere");
  }
}
