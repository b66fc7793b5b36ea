package evox.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to a port of this machine that breaks each time so many bytes have gone over it in one direction, changes one of
 * them, or reads along.
 */
public final class CuttingProxy implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger cuts = new AtomicInteger();
  private final int target;
  private final long bytes;
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private final boolean spoils;

  public CuttingProxy(int target, long bytes) throws IOException {
    this(target, bytes, false);
  }

  private CuttingProxy(int target, long bytes, boolean spoils) throws IOException {
    this.target = target;
    this.bytes = bytes;
    this.spoils = spoils;
    Thread.ofVirtual().start(this::accept);
  }

  /** A way that never breaks, and keeps what goes over it. */
  public static CuttingProxy wiretap(int target) throws IOException {
    return new CuttingProxy(target, Long.MAX_VALUE);
  }

  /** A way that changes a bit after so many bytes of each direction, and lets all pass. */
  static CuttingProxy spoiling(int target, long bytes) throws IOException {
    return new CuttingProxy(target, bytes, true);
  }

  /** All that went over a wiretap, both ways, a letter for each byte. */
  public String seen() {
    synchronized (seen) {
      return seen.toString(StandardCharsets.ISO_8859_1);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How often it broke, or changed a bit. */
  int cuts() {
    return cuts.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = server.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.addAll(List.of(near, far));
        Thread.ofVirtual().start(() -> pump(near, far));
        Thread.ofVirtual().start(() -> pump(far, near));
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  private void keep(byte[] buffer, int count) {
    synchronized (seen) {
      seen.write(buffer, 0, count);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[1 << 14];
    long left = bytes;
    try (from; to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      while (left > 0) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) return;
        left -= count;
        if (bytes == Long.MAX_VALUE) keep(buffer, count);
        if (left == 0) cuts.incrementAndGet();
        if (left == 0 && spoils) {
          buffer[count - 1] ^= 1;
          left = Long.MAX_VALUE;
        }
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      // The other direction has ended it.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) socket.close();
  }
}
