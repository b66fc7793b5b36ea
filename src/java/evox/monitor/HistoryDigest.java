package evox.monitor;

import evox.core.Generation;
import evox.core.Monitor;
import evox.world.World;

/**
 * SHA-256 over all that a run computed: the fitness of every generation, then the algorithm's state. Two runs with the
 * same digest went the same way, bit for bit.
 *
 * <p>The bytes, in this order; a number is 8 bytes, the lowest first, and every NaN is 0x7ff8000000000000:
 * <ol>
 *   <li>of each generation its n x m fitness, as the problem gave it, candidate by candidate, without sizes;
 *   <li>the state, component by component in the order of the record's declaration:
 *     <ul>
 *       <li>int, long, double, boolean (0 or 1): one number;
 *       <li>int[], long[], double[], {@link evox.kernel.Doubles}: the length, then the elements;
 *       <li>{@link evox.array.Matrix}: the numbers of rows and of columns; then of each row (from 2^15 rows on: of each 32
 *           rows) the SHA-256 of the elements row by row, no padding, 32 bytes;
 *       <li>a list or an array of these: the length, then the elements;
 *       <li>a record, such as a random key or the best candidate: its components;
 *       <li>an enum constant: its position; nothing (null): -1;
 *       <li>{@link evox.array.Scratch} and {@link evox.array.FixedPointSum}, which are work memory: no bytes.
 *     </ul>
 * </ol>
 */
public final class HistoryDigest implements Monitor {

  /** Made when it is needed, since the platform takes a while to find its SHA-256. */
  private ValueDigest history;
  private Record state;
  private String gathered;

  @Override
  public void generation(Generation generation) {
    history().addElements(generation.fitness());
    state = generation.state();
    gathered = null;
  }

  @Override
  public void gather(Record state, World world) {
    String whole = hex(state, world);
    if (world.rank() == 0) gathered = whole;
  }

  /**
   * The digest after the last generation shown, as 64 hexadecimal digits; to be asked for before the next one, or, where
   * the state is shared out to several ranks, after the run.
   */
  public String hex() {
    return gathered != null ? gathered : hex(state, World.alone());
  }

  private ValueDigest history() {
    if (history == null) history = new ValueDigest();
    return history;
  }

  private String hex(Record state, World world) {
    ValueDigest whole = history().copy();
    whole.add(state, world);
    return whole.hex();
  }
}
