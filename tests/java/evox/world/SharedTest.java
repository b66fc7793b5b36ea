package evox.world;

import evox.collective.CommunicatorContract;
import java.util.List;

/** The contract, over memory shared between processes. */
class SharedTest extends CommunicatorContract {

  @Override
  protected List<World> connect(int size) throws Exception {
    return JoinedWorlds.join(size, Transport.AUTO);
  }
}
