package evox.store;

import evox.codec.Codec;
import evox.message.Messenger;
import evox.message.MessengerSettings;
import evox.message.Peer;
import evox.message.PeerWatcher;
import evox.transport.Token;
import evox.transport.Trust;
import java.util.ArrayList;
import java.util.List;

/** Stores as those of several processes, on machines that they are told, each connected to the first. */
final class JoinedStores implements AutoCloseable {

  private static final int CHANNEL = 1;

  private final Codec codec = Codec.of(JoinedStores.class.getClassLoader());
  private final List<Messenger> messengers = new ArrayList<>();
  private final List<ObjectStore> stores = new ArrayList<>();

  Codec codec() {
    return codec;
  }

  ObjectStore join(String name, String machine, StoreSettings settings) {
    int port = messengers.isEmpty() ? 0 : messengers.get(0).self().port();
    return join(name, machine, settings, new Trust(Token.of(""), null), port);
  }

  /** A store of a process that connects to a port; 0 for none. */
  ObjectStore join(String name, String machine, StoreSettings settings, Trust trust, int port) {
    Messenger messenger = Messenger.open(MessengerSettings.named(name, trust).listening("localhost", 0).forwarding());
    ObjectStore store = ObjectStore.open(settings, messenger, CHANNEL, codec, machine);
    messenger.watch(new PeerWatcher() {
      @Override
      public void left(Peer peer) {
        store.lost(peer, "it has left");
      }
    });
    if (port != 0) messenger.connect("localhost", port);
    messengers.add(messenger);
    stores.add(store);
    return store;
  }

  /** The process that came last, as the others see it. */
  Peer last() {
    return messengers.getLast().self();
  }

  /** Its messenger leaves, and all that it holds goes with it. */
  void endLast() {
    messengers.removeLast().close();
    stores.removeLast().close();
  }

  @Override
  public void close() {
    messengers.reversed().forEach(Messenger::close);
    stores.forEach(ObjectStore::close);
  }
}
