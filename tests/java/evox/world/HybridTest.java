package evox.world;

import evox.collective.Communicator;
import evox.collective.CommunicatorContract;
import java.util.List;

/** The contract, over memory inside two machines and TCP connections between them. */
class HybridTest extends CommunicatorContract {

  @Override
  protected List<Communicator> connect(int size) throws Exception {
    return JoinedWorlds.join(size, Transport.AUTO, 2).stream().map(World::communicator).toList();
  }
}
