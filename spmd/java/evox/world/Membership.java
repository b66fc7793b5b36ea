package evox.world;

import evox.transport.MpiProcess;
import evox.transport.Trust;
import java.util.function.Consumer;

/**
 * How this process takes part in a world.
 *
 * @param id its number
 * @param processes how many there are
 * @param meeting where they find one another
 * @param trust what all must know one another by
 * @param program what must be the same everywhere, as a digest
 * @param settings how they work together
 * @param machine the same for processes that can share memory, and for no others
 * @param mpi this process's part in MPI; null where MPI takes none
 * @param say where progress is told, a line each
 * @param end ends this process at once, when the run can't go on
 */
record Membership(int id, int processes, Meeting meeting, Trust trust, String program, Settings settings,
    String machine, MpiProcess mpi, Consumer<String> say, Runnable end) {
}
