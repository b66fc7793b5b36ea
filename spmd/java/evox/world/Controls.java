package evox.world;

import evox.transport.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The connections over which processes tell one another how they are: a word, the rank that it is about, and more.
 *
 * @param connections those of {@link Gathering}
 */
record Controls(List<Connection> connections) {

  /** A beat: the sender, or at the coordinator anybody, is busy with work of its own. For so many seconds (4 bytes). */
  static final byte WORKS = 0;

  /** A beat: the sender, or at the coordinator everybody, waits for others. For so many seconds (4 bytes). */
  static final byte WAITS = 1;

  /** The rank has done its part. */
  static final byte LEAVING = 2;

  /** The rank is lost, and how (text). */
  static final byte LOST = 3;

  /** Characters of a text, which may quote anything. */
  private static final int LONGEST = 1000;

  void beat(boolean works, int rank, int seconds) {
    tell(works ? WORKS : WAITS, rank, ByteBuffer.allocate(Integer.BYTES).putInt(seconds).array());
  }

  void leaving(int rank) {
    tell(LEAVING, rank, new byte[0]);
  }

  void lost(int rank, String text) {
    tell(LOST, rank, text.substring(0, Math.min(text.length(), LONGEST)).getBytes(StandardCharsets.UTF_8));
  }

  private void tell(byte word, int rank, byte[] more) {
    byte[] frame = ByteBuffer.allocate(1 + Integer.BYTES + more.length).put(word).putInt(rank).put(more).array();
    for (Connection connection : connections) {
      if (connection == null) continue;
      try {
        synchronized (connection) {
          connection.write(frame);
        }
      } catch (IOException e) {
        // Its own listener finds out that it is gone.
      }
    }
  }

  void close() {
    for (Connection connection : connections) {
      try {
        if (connection != null) connection.close();
      } catch (IOException e) {
        // Closed or gone, it is the same from here.
      }
    }
  }
}
