package evox.transport;

import evox.collective.Links;
import java.lang.foreign.MemorySegment;

/**
 * Links that reach the ranks of this host one way and all others another way.
 *
 * @param near links among the ranks of this host
 * @param places each rank's number among those of this host, or -1 where it is elsewhere
 * @param far links to all ranks
 */
record HybridLinks(Links near, int[] places, Links far) implements Links {

  @Override
  public int rank() {
    return far.rank();
  }

  @Override
  public int size() {
    return far.size();
  }

  @Override
  public String transport() {
    return near.transport() + "+" + far.transport();
  }

  @Override
  public long put(int to, MemorySegment bytes, long offset) {
    return places[to] < 0 ? far.put(to, bytes, offset) : near.put(places[to], bytes, offset);
  }

  @Override
  public long take(int from, MemorySegment bytes, long offset) {
    return places[from] < 0 ? far.take(from, bytes, offset) : near.take(places[from], bytes, offset);
  }

  @Override
  public boolean prefersPieces() {
    return far.prefersPieces();
  }

  @Override
  public void close() {
    near.close();
    far.close();
  }
}
