package evox.world;

import evox.collective.CommunicatorContract;
import evox.collective.LinkCommunicator;
import evox.collective.Liveness;
import evox.foreign.Isa;
import evox.transport.ThreadLinks;
import java.util.List;

/** The contract, between threads of one process. */
class ThreadsTest extends CommunicatorContract {

  @Override
  protected List<World> connect(int size) {
    return ThreadLinks.of(size).stream()
        .map(links -> new World(View.FIRST, Device.cpu(1, Isa.JAVA),
            new LinkCommunicator(links, Liveness.TRUSTED), List.of(), thrown -> {}, () -> {}, false))
        .toList();
  }
}
