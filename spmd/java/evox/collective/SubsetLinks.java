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
  public void send(int to, MemorySegment bytes) {
    links.send(members[to], bytes);
  }

  @Override
  public void receive(int from, MemorySegment bytes) {
    links.receive(members[from], bytes);
  }

  @Override
  public void exchange(int to, MemorySegment out, int from, MemorySegment in) {
    links.exchange(members[to], out, members[from], in);
  }

  @Override
  public void close() {}
}
