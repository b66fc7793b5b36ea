package evox.world;

import evox.transport.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who takes part in a world, as all of them know it. All that they do together belongs to one view; a world that went on
 * without a process, or with another in its place, would go on in the next.
 *
 * @param epoch its number
 * @param members one for each id, in their order
 */
record View(long epoch, List<Member> members) {

  /** That of all who have come together. */
  static final long FIRST = 0;

  int size() {
    return members.size();
  }

  Member member(int id) {
    return members.get(id);
  }

  int[] everybody() {
    return IntStream.range(0, size()).toArray();
  }

  /** The ids of the processes of a member's machine, its own included. */
  int[] neighbours(Member of) {
    return IntStream.range(0, size()).filter(id -> member(id).machine().equals(of.machine())).toArray();
  }

  /** Each process's number among the neighbours of a member, or -1. */
  int[] places(Member of) {
    int[] neighbours = neighbours(of);
    return IntStream.range(0, size())
        .map(id -> IntStream.range(0, neighbours.length).filter(p -> neighbours[p] == id).findFirst().orElse(-1))
        .toArray();
  }

  /** A process, as messages name it. */
  String name(int id) {
    return "rank=" + id + " on host=" + member(id).host();
  }

  /** How many machines there are. */
  long machines() {
    return members.stream().map(Member::machine).distinct().count();
  }

  /** What is left of a device to one of the members that compute on the same cores. */
  Device part(Device device, Member of) {
    List<Member> sharing = members.stream().filter(of::sharesCores).toList();
    int number = (int) sharing.stream().filter(other -> other.id() < of.id()).count();
    return device.part(number, sharing.size(), places(of)[of.id()], name(of.id())).among(size());
  }

  /** What people are told of GPUs that no process of a member's machine is left to use; null where there are none. */
  String idleGpus(Device device, Member of) {
    int gpus = device.gpus().size();
    int processes = neighbours(of).length;
    if (size() == 1 || gpus <= processes) return null;
    return "each of several processes uses one GPU, got gpus=" + gpus + " and processes=" + processes + " on host=" + of.host()
        + "; start as many processes as there are GPUs";
  }

  void write(Connection connection) throws IOException {
    connection.write(ByteBuffer.allocate(Long.BYTES).putLong(epoch).array());
    for (Member member : members) connection.write(member.toBytes());
  }

  /** Reads what the coordinator wrote, with addresses as they are seen from here. */
  static View read(Connection coordinator, int processes) throws IOException {
    long epoch = ByteBuffer.wrap(coordinator.read()).getLong();
    List<Member> members = new ArrayList<>();
    for (int id = 0; id < processes; id++) {
      members.add(Member.fromBytes(coordinator.read()).seenFrom(coordinator.remoteAddress()));
    }
    return new View(epoch, members);
  }
}
