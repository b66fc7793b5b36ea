package evox.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

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
    public String address() throws IOException {
      return towards(host, port);
    }

    @Override
    public ServerSocketChannel listen() throws IOException {
      // Bound on every interface: the name may mean another address here than it means to the others.
      return bound(new InetSocketAddress(port));
    }

    @Override
    public InetSocketAddress find(Duration patience) {
      return InetSocketAddress.createUnresolved(host, port);
    }
  }

  /** A file of this machine in which the coordinator says which port it was given. */
  record Published(Path file) implements Meeting {

    @Override
    public String address() {
      return "localhost";
    }

    @Override
    public ServerSocketChannel listen() throws IOException {
      ServerSocketChannel channel = bound(new InetSocketAddress("localhost", 0));
      Path fresh = Files.createTempFile(file.getParent(), "evox", ".part",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, Integer.toString(((InetSocketAddress) channel.getLocalAddress()).getPort()));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      return channel;
    }

    @Override
    public InetSocketAddress find(Duration patience) throws IOException {
      long begun = System.nanoTime();
      while (!Files.exists(file)) {
        if (System.nanoTime() - begun > patience.toNanos()) {
          throw new IOException("process 0 must publish its port within " + patience.toSeconds() + " s in " + file);
        }
        try {
          Thread.sleep(5);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted while waiting for " + file, e);
        }
      }
      return new InetSocketAddress("localhost", Integer.parseInt(Files.readString(file)));
    }

    @Override
    public void over() throws IOException {
      Files.deleteIfExists(file);
    }
  }

  /**
   * What process 0 has told all others.
   *
   * @param channel what it waits at; null elsewhere
   */
  record Told(ServerSocketChannel channel, String host, int port) implements Meeting {

    @Override
    public String address() throws IOException {
      return channel != null ? host : towards(host, port);
    }

    @Override
    public ServerSocketChannel listen() {
      return channel;
    }

    @Override
    public InetSocketAddress find(Duration patience) {
      return new InetSocketAddress(host, port);
    }
  }

  /** The address of this machine at which the others can reach it. */
  String address() throws IOException;

  /** For the coordinator: what it waits at. */
  ServerSocketChannel listen() throws IOException;

  /** For the others: where it waits. */
  InetSocketAddress find(Duration patience) throws IOException;

  /** For the coordinator, when all have come. */
  default void over() throws IOException {}

  /** The address that this machine would speak to the coordinator from; nothing is sent to find it out. */
  private static String towards(String host, int port) throws IOException {
    try (DatagramSocket probe = new DatagramSocket()) {
      probe.connect(new InetSocketAddress(host, port));
      return probe.getLocalAddress().getHostAddress();
    } catch (UncheckedIOException | IllegalArgumentException e) {
      return "localhost";
    }
  }

  private static ServerSocketChannel bound(InetSocketAddress address) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw new IOException("the coordinator's port must be free, got port=" + address.getPort() + ": "
          + e.getMessage(), e);
    }
  }
}
