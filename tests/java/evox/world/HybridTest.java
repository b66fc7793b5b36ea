package evox.world;

import evox.collective.CommunicatorContract;
import java.util.List;

/** The contract, over memory inside two machines and TCP connections between them. */
class HybridTest extends CommunicatorContract {

  @Override
  protected List<World> connect(int size) throws Exception {
    return JoinedWorlds.join(size, Transport.AUTO, 2);
  }
}
