package evox.transport;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Lets in whoever connects. Each is heard on a thread of its own, so that one that says nothing, or garbage, holds up
 * nobody: a thread of the system, since virtual ones wait for bytes by way of a file, and if there is no room for it when
 * the first of them does, Java never has it again.
 */
public final class Acceptor {

  /** A process has so long for each word by which it proves itself. */
  private static final int HEARING_MILLIS = 5000;

  /** And so long for all of them, or they could come byte by byte for ever. */
  private static final int ALL_MILLIS = 30_000;

  /** Processes that are heard at once: more wait for their turn where the system has them wait. */
  private static final int MOST = 256;

  /** After this the system may have room for another connection again. */
  private static final long PAUSE_MILLIS = 100;

  /** Where those who come are waited for. */
  interface Source {
    SocketChannel accept() throws IOException;
  }

  /** What is done with one who has come; it throws if that was for nothing. */
  interface Hearing {
    void hear(SocketChannel comer) throws IOException;
  }

  /** What is done with one who has proved itself; it throws if that was for nothing. */
  public interface Guest {
    void enter(Connection connection) throws IOException;
  }

  private final String name;
  private final Hearing hearing;
  private final Hearings hearings;
  private final BooleanSupplier wanted;
  private final Consumer<String> say;

  /** @param wanted whether it is still of interest who could not be heard */
  Acceptor(String name, Hearing hearing, Hearings hearings, BooleanSupplier wanted, Consumer<String> say) {
    this.name = name;
    this.hearing = hearing;
    this.hearings = hearings;
    this.wanted = wanted;
    this.say = say;
  }

  /** Lets in all who come and prove themselves, until the channel is closed. */
  public static void start(String name, ServerSocketChannel channel, Trust trust, Guest guest, Consumer<String> say) {
    Acceptor acceptor = new Acceptor(name, comer -> guest.enter(Connection.accept(comer, trust, HEARING_MILLIS)),
        new Hearings(MOST, ALL_MILLIS), channel::isOpen, say);
    Thread.ofPlatform().daemon().name(name).start(() -> acceptor.acceptAll(channel::accept));
    // The first proof reads files of Java's, for which there may be no room when somebody comes; then it never can.
    Thread.ofPlatform().daemon().name(name + "-proof").start(() -> trust.token().seal(name, new byte[0]));
  }

  /** Where the system does not let one in, or has no thread for it, tries again: a world goes on without those who come. */
  void acceptAll(Source source) {
    boolean told = false;
    while (true) {
      SocketChannel comer = null;
      try {
        comer = source.accept();
        hearings.begin(comer);
        start(comer);
        told = false;
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException | OutOfMemoryError e) {
        if (comer != null) end(comer);
        if (!told) say.accept("connections must be accepted, got " + e.getMessage() + "; trying again until they are");
        told = true;
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void start(SocketChannel comer) {
    Thread.ofPlatform().daemon().name(name + "-hearing").start(() -> hear(comer));
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; it ends with its channel.
    }
  }

  private void hear(SocketChannel comer) {
    try {
      hearing.hear(comer);
      hearings.end(comer);
    } catch (IOException e) {
      drop(comer, e.getMessage() == null ? "it ended before it said who it is" : e.getMessage());
    } catch (RuntimeException | Error e) {
      // Also a class that could not be loaded: whoever waits for an answer must not do so in vain.
      drop(comer, e.toString());
    }
  }

  private void drop(SocketChannel comer, String cause) {
    if (wanted.getAsBoolean()) say.accept("dropped a connection: " + cause);
    end(comer);
  }

  private void end(SocketChannel comer) {
    hearings.end(comer);
    try {
      comer.close();
    } catch (IOException e) {
      // Nothing is left to do for it.
    }
  }
}
