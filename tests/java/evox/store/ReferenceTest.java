package evox.store;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An object is there for as long as some process refers to it. */
@Timeout(120)
class ReferenceTest {

  private static final long ROOM = 1000;

  private final JoinedStores stores = new JoinedStores();
  private final ObjectStore owner = join("owner", "here");

  private ObjectStore join(String name, String machine) {
    return stores.join(name, machine, StoreSettings.ofThisMachine().holding(ROOM).waiting(Duration.ofSeconds(60))
        .spillingTo(Path.of("/proc")).saying(line -> { }));
  }

  @AfterEach
  void close() {
    stores.close();
  }

  /** What comes to a process, after its owner has heard of it. */
  private Stored travelled(Stored stored, ObjectStore to) {
    Stored come = (Stored) to.keeping(stores.codec()).decode(stores.codec().encode(stored));
    to.settled().join();
    return come;
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean() && System.nanoTime() < end) LockSupport.parkNanos(1_000_000);
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private boolean isFree() {
    return owner.state().equals("0 of " + ROOM + " bytes of memory are held");
  }

  @Test
  void theLastReferenceOfAProcessCounts() {
    Stored first = owner.put(new double[] {1});
    Stored second = travelled(first, owner);
    first.close();
    first.close();
    assertThat(owner.open(second).get(JAVA_DOUBLE, 0)).isEqualTo(1);
    assertThat(isFree()).isFalse();
    second.close();
    assertThat(isFree()).isTrue();
  }

  @Test
  void theLastReferenceOfAllProcessesCounts() {
    ObjectStore other = join("other", "here");
    ObjectStore third = join("third", "elsewhere");
    Stored stored = owner.put(new double[] {1});
    Stored come = travelled(stored, other);
    Stored again = travelled(come, other);
    Stored passedOn = travelled(come, third);
    stored.close();
    come.close();
    assertThat(other.open(again).get(JAVA_DOUBLE, 0)).isEqualTo(1);
    again.close();
    assertThat(third.open(passedOn).get(JAVA_DOUBLE, 0)).isEqualTo(1);
    assertThat(isFree()).isFalse();
    passedOn.close();
    await(this::isFree);
  }

  @Test
  void aProcessThatIsGoneRefersToNothing() {
    ObjectStore other = join("other", "here");
    Stored stored = owner.put(new double[] {1});
    Stored come = travelled(stored, other);
    stored.close();
    assertThat(owner.open(come).get(JAVA_DOUBLE, 0)).isEqualTo(1);
    stores.endLast();
    await(this::isFree);
  }

  @Test
  void aFullStoreFindsWhatOthersHaveForgotten() {
    ObjectStore other = join("other", "here");
    forget(other);
    assertThat(owner.put(new double[100]).bytes()).isEqualTo(800);
  }

  private void forget(ObjectStore other) {
    Stored stored = owner.put(new double[100]);
    travelled(stored, other);
    stored.close();
  }

  @Test
  void copiesOfOthersObjectsTakeRoomToo() {
    ObjectStore other = join("other", "elsewhere");
    Stored stored = owner.put(new double[] {1});
    Stored come = travelled(stored, other);
    assertThat(other.open(come).get(JAVA_DOUBLE, 0)).isEqualTo(1);
    assertThat(other.state()).startsWith("72 of " + ROOM + " bytes of memory are held by object=");
    come.close();
    stored.close();
    await(() -> other.state().startsWith("0 of "));
  }
}
