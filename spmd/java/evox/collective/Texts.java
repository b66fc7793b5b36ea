package evox.collective;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What each rank has to say, of any length, on every rank. */
public final class Texts {

  private Texts() {}

  /** Those of all ranks, in their order; every rank calls this. */
  public static List<String> ofAll(Communicator ranks, String mine) {
    try (Arena arena = Arena.ofConfined()) {
      byte[] bytes = mine.getBytes(StandardCharsets.UTF_8);
      long[] lengths = lengths(ranks, bytes.length, arena);
      MemorySegment all = arena.allocate(Arrays.stream(lengths).sum());
      ranks.allGather(arena.allocateFrom(JAVA_BYTE, bytes), all, lengths);
      List<String> texts = new ArrayList<>();
      long at = 0;
      for (long length : lengths) {
        texts.add(new String(all.asSlice(at, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8));
        at += length;
      }
      return texts;
    }
  }

  private static long[] lengths(Communicator ranks, long mine, Arena arena) {
    MemorySegment all = arena.allocate(JAVA_LONG, ranks.size());
    long[] each = new long[ranks.size()];
    Arrays.fill(each, Long.BYTES);
    ranks.allGather(arena.allocateFrom(JAVA_LONG, mine), all, each);
    return all.toArray(JAVA_LONG);
  }
}
