package evox.world;

import evox.collective.Communicator;
import evox.collective.CommunicatorContract;
import java.util.List;

/** The contract, over memory shared between processes. */
class SharedTest extends CommunicatorContract {

  @Override
  protected List<Communicator> connect(int size) throws Exception {
    return JoinedWorlds.join(size, Transport.AUTO).stream().map(World::communicator).toList();
  }
}
