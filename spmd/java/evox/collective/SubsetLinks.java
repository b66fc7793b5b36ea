package evox.collective;

import java.lang.foreign.MemorySegment;

/** The links among some of the ranks, renumbered in their order; closing it leaves the others' links open. */
record SubsetLinks(Links links, int[] members) implements Links {

  @Override
  public int rank() {
    for (int r = 0; r < members.length; r++) if (members[r] == links.rank()) return r;
    throw new IllegalStateException("a rank must be a member of its own group, got rank=" + links.rank());
  }

  @Override
  public int size() {
    return members.length;
  }

  @Override
  public String transport() {
    return links.transport();
  }

  @Override
  public long put(int to, MemorySegment bytes, long offset) {
    return links.put(members[to], bytes, offset);
  }

  @Override
  public long take(int from, MemorySegment bytes, long offset) {
    return links.take(members[from], bytes, offset);
  }

  @Override
  public boolean prefersPieces() {
    return links.prefersPieces();
  }

  @Override
  public void close() {}
}
