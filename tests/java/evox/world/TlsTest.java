package evox.world;

import evox.collective.CommunicatorContract;
import java.util.List;

/** The contract, over TCP connections with TLS. */
class TlsTest extends CommunicatorContract {

  @Override
  protected List<World> connect(int size) throws Exception {
    return JoinedWorlds.joinByTls(size);
  }
}
