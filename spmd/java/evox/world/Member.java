package evox.world;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One process as it introduces itself to the others.
 *
 * @param id its number
 * @param processes how many it believes there are
 * @param program what must be the same everywhere: the jar and the settings, as a digest
 * @param host its name, for people
 * @param machine the same for those processes that can share memory, and for no others
 * @param address where it listens for the others; empty at the coordinator, for where they found it
 * @param port on which it listens
 */
record Member(int id, int processes, String program, String host, String machine, String address, int port) {

  /** This process, listening on a port. */
  static Member self(Membership m, int port) {
    String address = m.settings().address();
    return new Member(m.id(), m.processes(), m.program(), hostName(), m.machine(), address == null ? "" : address, port);
  }

  /** The same process at an address. */
  Member at(String found) {
    return new Member(id, processes, program, host, machine, found, port);
  }

  /**
   * The same process, where others reach it: one that speaks to the coordinator within a machine is on the machine of
   * the coordinator.
   *
   * @param coordinator the host where they found that
   */
  Member seenFrom(String coordinator) throws UnknownHostException {
    return address.isEmpty() || InetAddress.getByName(address).isLoopbackAddress() ? at(coordinator) : this;
  }

  static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** The running kernel, and the view of its files and processes: containers may share one and not the others. */
  static String thisMachine() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")) + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException e) {
      return hostName();
    }
  }

  /** As bytes, for the wire. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(id);
    out.writeInt(processes);
    out.writeUTF(program);
    out.writeUTF(host);
    out.writeUTF(machine);
    out.writeUTF(address);
    out.writeInt(port);
  }

  static Member fromBytes(byte[] bytes) throws IOException {
    return read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  static Member read(DataInputStream in) throws IOException {
    return new Member(
        in.readInt(), in.readInt(), in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readInt());
  }
}
