package evox.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process lets others in again after the system did not, and lets nobody wait in vain. */
@Timeout(60)
class AcceptorTest {

  private static final IOException CROWDED = new IOException("Too many open files");
  private static final OutOfMemoryError NO_THREAD = new OutOfMemoryError("Too many open files");

  /** Room for all. */
  private static Hearings hearings() {
    return new Hearings(100, 60_000);
  }

  @Test
  void whoComesWhileThereAreTooManyOpenFilesComesInLater() throws Exception {
    try (SocketChannel one = SocketChannel.open(); SocketChannel two = SocketChannel.open()) {
      Iterator<Object> happens = List.<Object>of(CROWDED, CROWDED, one, two, NO_THREAD, new ClosedChannelException()).iterator();
      BlockingQueue<SocketChannel> heard = new LinkedBlockingQueue<>();
      List<String> said = new ArrayList<>();
      new Acceptor("door", heard::add, hearings(), () -> true, said::add).acceptAll(() -> {
        Object next = happens.next();
        if (next instanceof Error e) throw e;
        if (next instanceof IOException e) throw e;
        return (SocketChannel) next;
      });
      assertThat(List.of(heard.take(), heard.take())).containsExactlyInAnyOrder(one, two);
      String line = "connections must be accepted, got Too many open files; trying again until they are";
      assertThat(said).containsExactly(line, line);
    }
  }

  /** Each says a little now and then, for ever: the third and all later ones are heard when one before has had its time. */
  @Test
  void whoeverTakesTooLongMakesRoomForTheNext() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    List<SocketChannel> comers = new ArrayList<>();
    try (ServerSocketChannel channel = ServerSocketChannel.open()) {
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Acceptor acceptor = new Acceptor("door", comer -> {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
          while (comer.read(ByteBuffer.allocate(1)) >= 0) continue;
        } finally {
          now.decrementAndGet();
        }
      }, new Hearings(2, 300), () -> true, said::add);
      Thread.ofPlatform().daemon().start(() -> acceptor.acceptAll(channel::accept));
      for (int i = 0; i < 6; i++) comers.add(SocketChannel.open(channel.getLocalAddress()));
      for (int i = 0; i < 4; i++) assertThat(said.take()).isEqualTo("dropped a connection: it ended before it said who it is");
      assertThat(most).hasValueLessThan(6);
    } finally {
      for (SocketChannel comer : comers) comer.close();
    }
  }

  @Test
  void whoCanNotBeHeardIsLetGo() throws Exception {
    List<Throwable> causes = List.of(new IOException("garbage"), new IOException(), new IllegalStateException("odd"),
        new NoClassDefFoundError("evox/Lost"));
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    Iterator<Throwable> next = causes.iterator();
    try (ServerSocketChannel channel = ServerSocketChannel.open()) {
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Acceptor acceptor = new Acceptor("door", comer -> {
        switch (next.next()) {
          case IOException e -> throw e;
          case RuntimeException e -> throw e;
          case Throwable e -> throw (Error) e;
        }
      }, hearings(), () -> true, said::add);
      Thread.ofPlatform().daemon().start(() -> acceptor.acceptAll(channel::accept));
      for (String cause : List.of("garbage", "it ended before it said who it is", "java.lang.IllegalStateException: odd",
          "java.lang.NoClassDefFoundError: evox/Lost")) {
        try (SocketChannel comer = SocketChannel.open(channel.getLocalAddress())) {
          assertThat(comer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
          assertThat(said.take()).isEqualTo("dropped a connection: " + cause);
        }
      }
    }
  }
}
