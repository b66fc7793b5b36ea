package evox.message;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import evox.transport.Token;
import evox.world.JoinFailed;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A world whose processes can't all reach one another says which. */
@Timeout(60)
class WorldMessengerTest {

  private static Messenger open(int rank) {
    return Messenger.open(MessengerSettings.named("" + rank).trusting(Token.of("secret")).listening("127.0.0.1", 0)
        .waiting(Duration.ofSeconds(10), Duration.ofMillis(100)));
  }

  @Test
  void ranksThatDoNotComeAreNamed() {
    Messenger first = open(0);
    try (Messenger third = open(2)) {
      third.connect("127.0.0.1", first.self().port());
      assertThatThrownBy(() -> WorldMessenger.requireAll(first, 4)).isInstanceOf(JoinFailed.class).hasMessage(
          "all 4 processes of a world must reach one another, got nothing from rank=1,3 at rank=0");
    }
  }
}
