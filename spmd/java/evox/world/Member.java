package evox.world;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * One process as it introduces itself to the others.
 *
 * @param id its number
 * @param processes how many it believes there are
 * @param world what their launcher calls all of them; empty where it does not say
 * @param program what must be the same everywhere: the jar and the settings, as a digest
 * @param host its name, for people
 * @param machine the same for those processes that can share memory, and for no others
 * @param cores that it may use on its machine
 * @param address where it listens for the others; empty at the coordinator, for where they found it
 * @param port on which it listens
 */
record Member(int id, int processes, String world, String program, String host, String machine, String cores,
    String address, int port) {

  /** This process, listening on a port. */
  static Member self(Membership m, int port) {
    String address = m.settings().address();
    return new Member(m.id(), m.processes(), m.meeting().world(), m.program(), Machine.hostName(), m.machine(),
        Machine.cores(), address == null ? "" : address, port);
  }

  /** The same process at an address. */
  Member at(String found) {
    return new Member(id, processes, world, program, host, machine, cores, found, port);
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

  /** Whether both compute on the same cores. */
  boolean sharesCores(Member other) {
    return machine.equals(other.machine) && cores.equals(other.cores);
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
    out.writeUTF(world);
    out.writeUTF(program);
    out.writeUTF(host);
    out.writeUTF(machine);
    out.writeUTF(cores);
    out.writeUTF(address);
    out.writeInt(port);
  }

  static Member fromBytes(byte[] bytes) throws IOException {
    return read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  static Member read(DataInputStream in) throws IOException {
    return new Member(in.readInt(), in.readInt(), in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(),
        in.readUTF(), in.readInt());
  }
}
