package evox.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.message.CuttingProxy;
import evox.transport.Tls;
import evox.transport.Token;
import evox.transport.Trust;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Objects come once to each machine; here machines are what the stores are told. */
class FarStoreTest {

  /** Folders in which nobody can make a file. */
  private static final StoreSettings NO_ROOM =
      new StoreSettings(Path.of("/proc"), 0, Path.of("/proc"), Duration.ZERO, line -> { });

  private final JoinedStores stores = new JoinedStores();
  private final ObjectStore head = join("head", "here");

  private ObjectStore join(String name, String machine) {
    return stores.join(name, machine, StoreSettings.ofThisMachine());
  }

  @AfterEach
  void close() {
    stores.close();
  }

  private Stored travelled(Stored stored) {
    return (Stored) stores.codec().decode(stores.codec().encode(stored));
  }

  @Test
  void aMachineFetchesAnObjectOnceForAllItsProcesses() {
    List<ObjectStore> there = List.of(join("a", "there"), join("b", "there"), join("c", "there"));
    double[] values = IntStream.range(0, 1 << 19).asDoubleStream().toArray();
    Stored stored = head.put(values);
    List<CompletableFuture<MemorySegment>> opened = there.stream()
        .map(store -> CompletableFuture.supplyAsync(() -> store.open(travelled(stored)))).toList();
    for (CompletableFuture<MemorySegment> segment : opened) {
      assertThat(segment.join().toArray(JAVA_DOUBLE)).isEqualTo(values);
    }
    assertThat(there.stream().mapToInt(ObjectStore::copies).sum()).isEqualTo(1);
    assertThat(there.get(0).open(travelled(stored)).byteSize()).isEqualTo(stored.bytes());
    assertThat(there.stream().mapToInt(ObjectStore::copies).sum()).isEqualTo(1);
  }

  /** It takes 8 GiB. */
  @Test
  @EnabledIfSystemProperty(named = "evox.large", matches = "true")
  void anObjectMayBeLargerThanAnArray() {
    long length = 5L << 29;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(length);
      bytes.set(JAVA_BYTE, length - 1, (byte) 42);
      try (Stored stored = head.put(bytes)) {
        MemorySegment come = join("a", "there").open(travelled(stored));
        assertThat(come.byteSize()).isEqualTo(length);
        assertThat(come.get(JAVA_BYTE, length - 1)).isEqualTo((byte) 42);
      }
    }
  }

  @Test
  void whoReadsAlongSeesObjectsOnlyWhereTheyAreOpen() throws Exception {
    assertThat(overheard("open", new Trust(Token.of("secret"), null))).contains("population");
    assertThat(overheard("sealed", new Trust(Token.of("secret"), Tls.ownKeys()))).hasSizeGreaterThan(1 << 20)
        .doesNotContain("population");
  }

  private String overheard(String names, Trust trust) throws Exception {
    ObjectStore owner = stores.join(names + " owner", "here", StoreSettings.ofThisMachine(), trust, 0);
    try (CuttingProxy wiretap = CuttingProxy.wiretap(stores.last().port())) {
      ObjectStore far = stores.join(names + " far", "there", StoreSettings.ofThisMachine(), trust, wiretap.port());
      byte[] words = "population ".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
      assertThat(far.open(travelled(owner.put(MemorySegment.ofArray(words)))).toArray(JAVA_BYTE)).isEqualTo(words);
      stores.endLast();
      return wiretap.seen();
    }
  }

  @Test
  void whenTheHolderOfACopyLeavesAnotherFetchesIt() {
    ObjectStore first = join("a", "there");
    Stored stored = head.put(new double[] {1, 2, 3});
    assertThat(first.open(travelled(stored)).toArray(JAVA_DOUBLE)).containsExactly(1, 2, 3);
    stores.endLast();
    ObjectStore second = join("b", "there");
    assertThat(second.open(travelled(stored)).toArray(JAVA_DOUBLE)).containsExactly(1, 2, 3);
    assertThat(second.copies()).isEqualTo(1);
  }

  @Test
  void anObjectThatComesByAnotherWayIsThereForAllProcessesOfTheMachine() {
    ObjectStore first = join("a", "there");
    byte[] values = {1, 2, 3};
    Stored lent = head.lend(values);
    assertThat(head.place(lent, stores.last(), "there")).isTrue();
    ObjectStore second = join("b", "there");
    assertThat(head.place(lent, stores.last(), "there")).isFalse();
    CompletableFuture<MemorySegment> early = CompletableFuture.supplyAsync(() -> second.open(travelled(lent)));
    first.hold(travelled(lent), values);
    assertThat(early.join().toArray(JAVA_BYTE)).isEqualTo(values);
    assertThat(first.open(travelled(lent)).toArray(JAVA_BYTE)).isEqualTo(values);
    assertThat(List.of(first.copies(), second.copies())).containsExactly(1, 0);
    // Nobody has asked for a file of it here.
    assertThat(head.state()).startsWith("0 of ");
  }

  @Test
  void whoWaitsForOneThatDoesNotHoldWhatItWasToHoldIsGivenItByTheOwner() {
    join("a", "there");
    Stored lent = head.lend(new byte[] {1, 2, 3});
    assertThat(head.place(lent, stores.last(), "there")).isTrue();
    stores.endLast();
    ObjectStore second = join("b", "there");
    assertThat(second.open(travelled(lent)).toArray(JAVA_BYTE)).containsExactly(1, 2, 3);
    assertThat(second.copies()).isEqualTo(1);
    lent.close();
    assertThat(head.state()).startsWith("0 of ");
  }

  @Test
  void anObjectThatHasBeenFreedIsNotWaitedForByAnybody() {
    List<ObjectStore> there = List.of(join("a", "there"), join("b", "there"));
    Stored stored = head.put(new double[] {1});
    Stored reference = travelled(stored);
    stored.close();
    // Asked for again and again, by the process that asked first and by another of its machine.
    for (int round = 0; round < 3; round++) {
      for (ObjectStore store : there) {
        assertThatThrownBy(() -> CompletableFuture.supplyAsync(() -> store.open(reference)).get(60, TimeUnit.SECONDS))
            .hasMessageContaining("got an object that has been freed for " + reference);
      }
    }
    assertThat(there).allMatch(store -> store.copies() == 0);
  }

  @Test
  void aMachineThatHadNoRoomMayAskAgain() {
    ObjectStore there = stores.join("a", "there", NO_ROOM);
    ObjectStore roomy = join("b", "there");
    double[] values = IntStream.range(0, 1 << 19).asDoubleStream().toArray();
    Stored stored = head.put(values);
    for (int round = 0; round < 3; round++) {
      assertThatThrownBy(
          () -> CompletableFuture.supplyAsync(() -> there.open(travelled(stored))).get(60, TimeUnit.SECONDS))
          .hasMessageContaining("got no room on this machine: ");
    }
    assertThat(roomy.open(travelled(stored)).toArray(JAVA_DOUBLE)).isEqualTo(values);
  }

  @Test
  void anObjectThatHasBeenFreedOrWhoseOwnerHasLeftIsNotFound() {
    ObjectStore there = join("a", "there");
    Stored stored = head.put(new double[] {1});
    Stored reference = travelled(stored);
    stored.close();
    assertThatThrownBy(() -> there.open(reference)).hasMessage("an object must come from the process that put it, got an "
        + "object that has been freed for " + reference);
    Stored orphan = new Stored(5, "nobody", "elsewhere", "/proc/1/fd/1", 8, List.of(), () -> {});
    assertThatThrownBy(() -> there.open(orphan)).hasMessage("an object must come from the process that put it, got no "
        + "process=nobody for object=5 of 8 bytes");
  }
}
