package evox.collective;

import evox.transport.ThreadLinks;
import java.util.List;

/** The contract, between threads of one process. */
class ThreadsTest extends CommunicatorContract {

  @Override
  protected List<Communicator> connect(int size) {
    return ThreadLinks.of(size).stream()
        .<Communicator>map(links -> new LinkCommunicator(links, Liveness.TRUSTED)).toList();
  }
}
