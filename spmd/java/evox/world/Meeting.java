package evox.world;

import evox.transport.Token;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/** Where the processes of a world find the coordinator. */
sealed interface Meeting {

  /** A host and a port that all know beforehand. */
  record At(String host, int port) implements Meeting {

    public At {
      if (port < 1 || port > 65535) {
        throw new IllegalArgumentException("port must be in [1, 65535], got port=" + port);
      }
    }

    /** The one of {@code host:port}. */
    static At parse(String text) {
      int colon = text.lastIndexOf(':');
      try {
        if (colon > 0) return new At(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
      } catch (NumberFormatException e) {
        // Said below, in the same words.
      }
      throw new IllegalArgumentException("the coordinator must be given as host:port, got coordinator=" + text);
    }

    @Override
    public ServerSocketChannel listen(String address) {
      // The name may mean another address here than it means to the others.
      return bound(address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port));
    }

    @Override
    public InetSocketAddress find() {
      // Resolved anew each time: the name of a pod that is still being started is not known yet.
      return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /**
   * A host and a port that all make out from what their launcher tells each of them.
   *
   * @param world what the launcher calls what it started
   */
  record Derived(String world, At at) implements Meeting {

    @Override
    public ServerSocketChannel listen(String address) {
      return at.listen(address);
    }

    @Override
    public InetSocketAddress find() {
      return at.find();
    }

    @Override
    public String toString() {
      return at.toString();
    }
  }

  /**
   * A file in which the coordinator says which port it was given.
   *
   * @param host the coordinator's, where all hosts see the file; {@link #HERE} for a file of this machine
   */
  record Published(String host, Path file) implements Meeting {

    private static final String HERE = "localhost";

    Published(Path file) {
      this(HERE, file);
    }

    @Override
    public ServerSocketChannel listen(String address) throws IOException {
      ServerSocketChannel channel = bound(isOnOneMachine() ? new InetSocketAddress(HERE, 0)
          : address == null ? new InetSocketAddress(0) : new InetSocketAddress(address, 0));
      new OwnersFile(file).replace(Integer.toString(((InetSocketAddress) channel.getLocalAddress()).getPort()));
      return channel;
    }

    /** What only processes of this machine's user know: made by the first that asks, and gone when all have come. */
    Token token() {
      try {
        return Token.of(new OwnersFile(secret()).readOrWrite(UUID.randomUUID().toString()));
      } catch (IOException e) {
        throw new JoinFailed(e instanceof OwnersFile.NotOurs ? e.getMessage() : "the processes of a machine must have a "
            + "folder to meet in, got " + e + "; set EVOX_COORDINATOR=host:port", e);
      }
    }

    private Path secret() {
      return file.resolveSibling(file.getFileName() + ".token");
    }

    @Override
    public InetSocketAddress find() throws IOException {
      try {
        // A file system of several hosts remembers for a while that a file was not there, unless its folder is opened.
        Files.newDirectoryStream(file.getParent()).close();
        String port = isOnOneMachine() ? new OwnersFile(file).read() : Files.readString(file);
        return new InetSocketAddress(host, Integer.parseInt(port));
      } catch (NoSuchFileException e) {
        throw new IOException("no port in it yet", e);
      }
    }

    @Override
    public boolean isOnOneMachine() {
      return host.equals(HERE);
    }

    @Override
    public void over() throws IOException {
      Files.deleteIfExists(file);
      if (isOnOneMachine()) Files.deleteIfExists(secret());
    }

    @Override
    public String toString() {
      return isOnOneMachine() ? file.toString() : host + ":" + file;
    }
  }

  /**
   * What process 0 has told all others.
   *
   * @param channel what it waits at; null elsewhere
   */
  record Told(ServerSocketChannel channel, String host, int port) implements Meeting {

    @Override
    public ServerSocketChannel listen(String address) {
      return channel;
    }

    @Override
    public InetSocketAddress find() {
      return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /**
   * For the coordinator: what it waits at.
   *
   * @param address of this machine to listen at; null for all
   */
  ServerSocketChannel listen(String address) throws IOException;

  /** For the others: where it waits, if that is known by now. */
  InetSocketAddress find() throws IOException;

  /** Tells those who meet there from others that came to the same place; empty where no others can. */
  default String world() {
    return "";
  }

  /** Whether no process of another machine can come. */
  default boolean isOnOneMachine() {
    return false;
  }

  /** When all have come, or nobody can any more. */
  default void over() throws IOException {}

  private static ServerSocketChannel bound(InetSocketAddress address) {
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        return channel.bind(address);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new JoinFailed("the coordinator's port must be free, got port=" + address.getPort() + ": "
          + e.getMessage() + "; name another by EVOX_COORDINATOR=host:port", e);
    }
  }
}
