package evox.world;

import evox.collective.Communicator;
import evox.collective.CommunicatorChecks;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One process of those that hold a transport to the communicator's contract: FILE of 8 zeroed bytes, process words. */
final class ContractProgram {

  /** More than a transport moves at once. */
  private static final long LONG = 40_000_003;

  private ContractProgram() {}

  public static void main(String[] arguments) throws IOException {
    try (World world = Spmd.initialize(arguments);
        FileChannel file = FileChannel.open(Path.of(ProcessWords.read(arguments).rest().get(0)),
            StandardOpenOption.READ, StandardOpenOption.WRITE);
        Arena arena = Arena.ofShared()) {
      CommunicatorChecks.all(world.communicator(), file.map(MapMode.READ_WRITE, 0, Long.BYTES, arena));
      longMessages(world.communicator());
      messagesOfTheHeap(world.communicator());
      if (world.rank() == 0) {
        System.out.println("held by " + world.size() + " over " + world.communicator().transport());
      }
    }
  }

  private static void longMessages(Communicator c) {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment bytes = arena.allocate(LONG);
      if (c.rank() == 0) bytes.copyFrom(CommunicatorChecks.pattern(arena, 3, LONG));
      c.broadcast(bytes, 0);
      CommunicatorChecks.assertSame(bytes, CommunicatorChecks.pattern(arena, 3, LONG));
    }
  }

  private static void messagesOfTheHeap(Communicator c) {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment bytes = MemorySegment.ofArray(new byte[100_001]);
      if (c.rank() == 0) bytes.copyFrom(CommunicatorChecks.pattern(arena, 5, bytes.byteSize()));
      c.broadcast(bytes, 0);
      CommunicatorChecks.assertSame(bytes, CommunicatorChecks.pattern(arena, 5, bytes.byteSize()));
    }
  }
}
