package evox.message;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A process as the others know it. A process that is started again is another peer of the same name.
 *
 * @param name unique among those that live
 * @param incarnation a random number, which tells this run of the process from all others
 * @param labels by which programs may choose among peers
 * @param host where it listens; empty if nobody can connect to it
 * @param port at which it listens; 0 if nobody can connect to it
 */
public record Peer(String name, long incarnation, List<String> labels, String host, int port) {

  public Peer {
    if (name.isBlank()) throw new IllegalArgumentException("a process must have a name, got name=\"" + name + "\"");
    labels = List.copyOf(labels);
  }

  /** The same process, seen at another host. */
  Peer at(String found) {
    return at(found, port);
  }

  /** The same process, found at another address. */
  Peer at(String found, int there) {
    return new Peer(name, incarnation, labels, found, there);
  }

  /** As bytes, for the wire. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(name);
      out.writeLong(incarnation);
      out.writeInt(labels.size());
      for (String label : labels) out.writeUTF(label);
      out.writeUTF(host);
      out.writeInt(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The one of these bytes, which came from somewhere. */
  static Peer fromBytes(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String name = in.readUTF();
      long incarnation = in.readLong();
      List<String> labels = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) labels.add(in.readUTF());
      return new Peer(name, incarnation, labels, in.readUTF(), in.readInt());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** One process is itself alone, whatever is said of it. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Peer peer && peer.incarnation == incarnation;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(incarnation);
  }

  @Override
  public String toString() {
    return "process=" + name + (port == 0 ? "" : " at " + host + ":" + port);
  }
}
