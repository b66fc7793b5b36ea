package evox.world;

import evox.collective.CommunicatorContract;
import java.util.List;

/** The contract, between threads of one process. */
class ThreadsTest extends CommunicatorContract {

  @Override
  protected List<World> connect(int size) {
    return JoinedWorlds.threads(size);
  }
}
