package evox.pool;

import java.util.List;
import java.util.Map;

/** A class loader that made the program itself, and knows how another process gets the same. */
public interface ProgramLoader {

  /** What follows {@code java -cp …}: the class to start, and its arguments. */
  List<String> command();

  /** What the command line said of processes, by option (see {@link evox.world.Settings}). */
  Map<String, String> settings();
}
