package evox.world;

import evox.transport.MpiProcess;
import evox.transport.Token;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How this process takes part in a world.
 *
 * @param id its number
 * @param processes how many there are
 * @param meeting where they find one another
 * @param token what all must have
 * @param program what must be the same everywhere, as a digest
 * @param address where this process listens; a host name or an address of one of its interfaces
 * @param machine the same for processes that can share memory, and for no others
 * @param patience how long to wait for the last to come
 * @param deadline how long a rank may say nothing before it counts as lost
 * @param transport how bytes move
 * @param mpi this process's part in MPI; null where MPI takes none
 * @param say where progress is told, a line each
 */
record Membership(int id, int processes, Meeting meeting, Token token, String program, String address,
    String machine, Duration patience, Duration deadline, Transport transport,
    MpiProcess mpi, Consumer<String> say) {

  Membership {
    if (processes < 1) {
      throw new IllegalArgumentException("number of processes must be 1 or more, got processes=" + processes);
    }
    if (id < 0 || id >= processes) {
      throw new IllegalArgumentException("process id must be in [0, " + processes
          + "), the number of processes, got id=" + id);
    }
    if (deadline.toMillis() < 100) {
      throw new IllegalArgumentException("deadline must be 0.1 s or more, got deadline=" + deadline.toMillis() / 1000.0);
    }
  }
}
