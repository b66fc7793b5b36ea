package evox.transport;

import evox.collective.Links;
import evox.memory.Memory;
import java.util.ArrayList;
import java.util.List;

/** Ranks that are threads of one process. */
public final class ThreadLinks {

  private ThreadLinks() {}

  /** The links of so many ranks; each is to be used by one thread. */
  public static List<Links> of(int size) {
    if (size < 1) throw new IllegalArgumentException("number of ranks must be 1 or more, got size=" + size);
    if (size == 1) return List.of(new LoneLinks());
    Memory memory = Memory.allocate(SharedLinks.bytes(size));
    List<Links> links = new ArrayList<>();
    for (int rank = 0; rank < size; rank++) {
      // The links hold the block: it is given back when the last of them is forgotten.
      links.add(new SharedLinks("threads", memory.segment(), rank, size, () -> keep(memory)));
    }
    return links;
  }

  private static void keep(Memory memory) {}
}
