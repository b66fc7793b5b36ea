package evox.collective;

import evox.world.World;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every transport must do, for 1, 2, 3 and 5 ranks and awkward sizes. */
public abstract class CommunicatorContract {

  /** One world a rank, connected to one another. */
  protected abstract List<World> connect(int size) throws Exception;

  static IntStream ranks() {
    return IntStream.of(1, 2, 3, 5);
  }

  static Stream<Arguments> sizes() {
    return ranks().boxed().flatMap(ranks ->
        LongStream.of(CommunicatorChecks.LENGTHS).mapToObj(bytes -> Arguments.of(ranks, bytes)));
  }

  private void onEachRank(int size, long length, CommunicatorChecks.Sized body) throws Exception {
    onEachRank(size, (c, arena) -> body.check(c, arena, length));
  }

  private void onEachRank(int size, CommunicatorChecks.Unsized body) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(size);
    List<World> worlds = connect(size);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (World world : worlds) {
        done.add(threads.submit(() -> {
          // As processes do: all leave at the same time.
          try (world) {
            CommunicatorChecks.withArena(world.communicator(), body);
          }
        }));
      }
      for (Future<?> f : done) f.get(60, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow();
      worlds.forEach(World::close);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void broadcastGivesTheRootsBytesToAll(int size, long length) throws Exception {
    onEachRank(size, length, CommunicatorChecks::broadcast);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void allGatherPutsUnevenBlocksInRankOrder(int size, long length) throws Exception {
    onEachRank(size, length, CommunicatorChecks::allGather);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void scatterUndoesGather(int size, long length) throws Exception {
    onEachRank(size, length, CommunicatorChecks::gatherAndScatter);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void allToAllTransposesBlocks(int size, long length) throws Exception {
    onEachRank(size, length, CommunicatorChecks::allToAll);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void sentBytesArriveInTheOrderSent(int size, long length) throws Exception {
    onEachRank(size, length, CommunicatorChecks::sendAndReceive);
  }

  @Test
  void aMessageMayBeLongerThanAnIntCounts() throws Exception {
    onEachRank(2, (c, arena) -> CommunicatorChecks.moreThanAnIntCounts(c));
  }

  @Test
  void whatAllHaveMayBeLongerThanAnIntCounts() throws Exception {
    onEachRank(2, (c, arena) -> CommunicatorChecks.allGatherMoreThanAnIntCounts(c));
  }

  @ParameterizedTest
  @MethodSource("ranks")
  void allReduceFoldsEveryRanksLongs(int size) throws Exception {
    onEachRank(size, ReductionChecks::anyOrder);
  }

  @ParameterizedTest
  @MethodSource("ranks")
  void allReduceFoldsDoublesInTheOrderOfTheirElements(int size) throws Exception {
    onEachRank(size, ReductionChecks::inOrder);
  }

  @ParameterizedTest
  @MethodSource("ranks")
  void noRankLeavesABarrierBeforeAllHaveComeToIt(int size) throws Exception {
    MemorySegment arrivals = Arena.ofAuto().allocate(Long.BYTES, Long.BYTES);
    onEachRank(size, (c, arena) -> CommunicatorChecks.barrier(c, arrivals));
  }

  @ParameterizedTest
  @MethodSource("ranks")
  void whatIsStartedGoesOnBeside(int size) throws Exception {
    MemorySegment mark = Arena.ofAuto().allocate(Long.BYTES, Long.BYTES);
    onEachRank(size, (c, arena) -> CommunicatorChecks.startedBeforeOthersCome(c, mark));
  }

  @ParameterizedTest
  @MethodSource("ranks")
  void whatIsStartedDoesWhatIsCalled(int size) throws Exception {
    onEachRank(size, CommunicatorChecks::started);
  }

  @ParameterizedTest
  @MethodSource("ranks")
  void whatIsStartedKeepsItsOrder(int size) throws Exception {
    onEachRank(size, CommunicatorChecks::startedInOrder);
  }

  @ParameterizedTest
  @MethodSource("ranks")
  void whatFailsInTheBackgroundIsToldOnce(int size) throws Exception {
    onEachRank(size, CommunicatorChecks::failedStart);
  }

  @ParameterizedTest
  @MethodSource("ranks")
  void splitMakesGroupsThatWorkByThemselves(int size) throws Exception {
    onEachRank(size, CommunicatorChecks::split);
  }

  @ParameterizedTest
  @MethodSource("ranks")
  void aRankThatDoesNotExistIsRefused(int size) throws Exception {
    onEachRank(size, CommunicatorChecks::wrongRank);
  }
}
