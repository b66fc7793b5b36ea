package evox.benchmark.transport;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import evox.collective.Communicator;
import evox.collective.LongFold;
import evox.foreign.Isa;
import evox.world.Device;
import evox.world.ProcessWords;
import evox.world.Spmd;
import evox.world.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/** One of two ranks that do what they read, line for line what benchmarks/transport/openmpi.c does. */
final class OurRank {

  private static final long LINE = 64;

  private OurRank() {}

  /** Arguments: the folder with a pipe for each rank, and process words. */
  public static void main(String[] arguments) throws IOException {
    ProcessWords words = ProcessWords.read(arguments);
    try (World world = Spmd.initialize(words, Device.cpu(1, Isa.JAVA));
        BufferedReader commands =
            Files.newBufferedReader(Path.of(words.rest().get(0), Integer.toString(world.rank())))) {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        String[] command = line.split(" ");
        run(world.communicator(), command[0].equals("all-gather"), Long.parseLong(command[1]),
            Long.parseLong(command[2]), Long.parseLong(command[3]));
      }
    }
  }

  private static void run(Communicator c, boolean gathers, long length, long times, long seed) {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment out = arena.allocate(length, 4096);
      MemorySegment in = arena.allocate(2 * length, 4096);
      if (gathers || c.rank() == 0) {
        for (long i = 0; i < length; i++) out.set(JAVA_BYTE, i, pattern(i, seed, c.rank()));
      }
      exchange(c, gathers, out, in, 2);
      long begun = System.nanoTime();
      exchange(c, gathers, out, in, times);
      long took = System.nanoTime() - begun;
      MemorySegment wrong = arena.allocate(JAVA_LONG);
      wrong.set(JAVA_LONG, 0, gathers
          ? wrong(in.asSlice(0, length), seed, 0) + wrong(in.asSlice(length, length), seed, 1) : wrong(out, seed, 0));
      c.reduce(wrong, LongFold.SUM, 0);
      if (c.rank() == 0) System.out.println(took + " " + wrong.get(JAVA_LONG, 0));
    }
  }

  private static void exchange(Communicator c, boolean gathers, MemorySegment out, MemorySegment in, long times) {
    if (gathers) allGather(c, out, in, times);
    else pingPong(c, out, times);
  }

  /** The ball is what was just received: bytes that nobody has written since would stay in the other core's cache. */
  private static void pingPong(Communicator c, MemorySegment ball, long times) {
    int other = 1 - c.rank();
    for (long t = 0; t < times; t++) {
      if (c.rank() == 0) c.send(other, ball);
      c.receive(other, ball);
      if (c.rank() == 1) c.send(other, ball);
    }
  }

  /** A byte in each cache line is written again before each turn, for the same reason. */
  private static void allGather(Communicator c, MemorySegment out, MemorySegment in, long times) {
    long[] lengths = {out.byteSize(), out.byteSize()};
    for (long t = 0; t < times; t++) {
      for (long i = 0; i < out.byteSize(); i += LINE) out.set(JAVA_BYTE, i, (byte) (times - t));
      c.allGather(out, in, lengths);
    }
  }

  /** What a rank sends last in the run with this seed. */
  private static byte pattern(long i, long seed, int of) {
    return i % LINE == 0 ? 1 : (byte) (i * 7 + i / 251 + seed * 13 + of * 101L);
  }

  private static long wrong(MemorySegment bytes, long seed, int of) {
    long count = 0;
    for (long i = 0; i < bytes.byteSize(); i++) if (bytes.get(JAVA_BYTE, i) != pattern(i, seed, of)) count++;
    return count;
  }
}
