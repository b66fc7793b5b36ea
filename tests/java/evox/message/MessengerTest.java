package evox.message;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.transport.Token;
import evox.transport.Trust;
import evox.world.JoinFailed;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Words that anybody can read, and addresses where nobody can be reached. */
class MessengerTest extends MessengerContract {

  @Override
  Trust trust(String token) {
    return new Trust(Token.of(token), null);
  }

  @Override
  String between() {
    return "";
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> Messenger.open(named("a").listening("127.0.0.1", port))).isInstanceOf(JoinFailed.class)
          .hasMessage("the port to listen at must be free, got port=" + port
              + " of address=127.0.0.1: Address already in use");
    }
  }

  @Test
  void nobodyAtAnAddressIsNamedAfterThePatience() throws Exception {
    Messenger a = open(named("a").waiting(Duration.ofSeconds(60), Duration.ofMillis(100)));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    assertThatThrownBy(() -> a.connect("127.0.0.1", port)).isInstanceOf(JoinFailed.class)
        .hasMessage("a process must listen at 127.0.0.1:" + port
            + " within 0 s, got Connection refused at process=a");
  }
}
