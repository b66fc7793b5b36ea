package evox.message;

import evox.transport.Tls;
import evox.transport.Token;
import evox.transport.Trust;

/** A process that says that it is there, and waits. */
final class WaitingProgram {

  private WaitingProgram() {}

  public static void main(String[] arguments) throws Exception {
    Messenger messenger = Messenger.open(
        MessengerSettings.named("program").listening("127.0.0.1", 0)
            .trusting(new Trust(Token.of("secret"), arguments[1].equals("on") ? Tls.ownKeys() : null)));
    messenger.connect("127.0.0.1", Integer.parseInt(arguments[0]));
    messenger.send(messenger.peers().get(0), 0, Inboxes.bytes("here"));
    messenger.receive(0, (from, message) -> { });
    Thread.currentThread().join();
  }
}
