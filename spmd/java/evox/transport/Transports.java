package evox.transport;

import evox.collective.Links;
import evox.collective.Liveness;
import java.io.IOException;
import java.util.stream.IntStream;

/** Makes links of what processes have opened to one another. */
public final class Transports {

  private Transports() {}

  /**
   * Links over connections.
   *
   * @param peers a connection to each other rank, null for this one; no frame is on its way any more
   */
  public static Links sockets(int rank, Connection[] peers, Liveness liveness) throws IOException {
    return new SocketLinks(rank, peers, liveness);
  }

  /**
   * The near links where there are some, the far ones elsewhere.
   *
   * @param near links among some ranks; null if there are none
   * @param places each rank's number among those, or -1
   * @param far links to all ranks
   */
  public static Links of(Links near, int[] places, Links far) {
    if (near == null) return far;
    if (IntStream.of(places).noneMatch(place -> place < 0)) {
      far.close();
      return near;
    }
    return new HybridLinks(near, places, far);
  }
}
