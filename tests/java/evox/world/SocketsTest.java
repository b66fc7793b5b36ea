package evox.world;

import evox.collective.Communicator;
import evox.collective.CommunicatorContract;
import java.util.List;

/** The contract, over TCP connections. */
class SocketsTest extends CommunicatorContract {

  @Override
  protected List<Communicator> connect(int size) throws Exception {
    return JoinedWorlds.join(size, Transport.SOCKETS).stream().map(World::communicator).toList();
  }
}
