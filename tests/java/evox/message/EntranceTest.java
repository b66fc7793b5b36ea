package evox.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process lets others in again after the system did not. */
@Timeout(60)
class EntranceTest {

  private static final IOException CROWDED = new IOException("Too many open files");

  @Test
  void whoComesWhileThereAreTooManyOpenFilesComesInLater() throws IOException {
    try (SocketChannel one = SocketChannel.open(); SocketChannel two = SocketChannel.open()) {
      Iterator<Object> happens = List.<Object>of(CROWDED, CROWDED, one, two, CROWDED, new ClosedChannelException()).iterator();
      List<SocketChannel> come = new ArrayList<>();
      List<String> said = new ArrayList<>();
      Entrance.acceptAll(() -> {
        Object next = happens.next();
        if (next instanceof IOException e) throw e;
        return (SocketChannel) next;
      }, come::add, said::add);
      assertThat(come).containsExactly(one, two);
      String line = "connections must be accepted, got Too many open files; trying again until they are";
      assertThat(said).containsExactly(line, line);
    }
  }
}
