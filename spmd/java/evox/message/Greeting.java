package evox.message;

import evox.transport.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the listening side answers to a process that has said who it is.
 *
 * @param peer who it is itself
 * @param others whom the process should connect to as well
 */
record Greeting(Peer peer, List<Peer> others) {

  private static final byte WELCOME = 0;
  private static final byte REFUSED = 1;

  void write(Connection connection) throws IOException {
    connection.write(new byte[] {WELCOME});
    connection.write(peer.toBytes());
    connection.write(ByteBuffer.allocate(Integer.BYTES).putInt(others.size()).array());
    for (Peer other : others) connection.write(other.toBytes());
  }

  static void refuse(Connection connection, String why) throws IOException {
    byte[] text = why.getBytes(StandardCharsets.UTF_8);
    connection.write(ByteBuffer.allocate(1 + text.length).put(REFUSED).put(text).array());
  }

  /** The other side's answer, with hosts as they are called here. */
  static Greeting read(Connection connection) throws IOException {
    ByteBuffer answer = ByteBuffer.wrap(connection.read());
    if (answer.get() != WELCOME) throw new Refused(StandardCharsets.UTF_8.decode(answer).toString());
    Peer peer = Peer.fromBytes(connection.read());
    if (peer.host().isEmpty()) peer = peer.at(connection.remoteAddress());
    List<Peer> others = new ArrayList<>();
    for (int left = ByteBuffer.wrap(connection.read()).getInt(); left > 0; left--) {
      Peer other = Peer.fromBytes(connection.read());
      // Whoever is on the machine of the one who tells is there for us too.
      boolean near = InetAddress.getByName(other.host()).isLoopbackAddress();
      others.add(near ? other.at(connection.remoteAddress()) : other);
    }
    return new Greeting(peer, others);
  }

  /** The other side will not have this process, and says why. Trying again does not help. */
  static final class Refused extends IOException {

    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why);
    }
  }
}
