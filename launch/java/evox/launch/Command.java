package evox.launch;

import java.util.List;

/** One of the jar's commands. */
interface Command {

  /** The first argument, by which it is called. */
  String name();

  /** What it does, in one line. */
  String purpose();

  List<Option> options();

  /** What its arguments beside options are called in the help, the last any number of words; empty if there are none. */
  default List<String> parameters() {
    return List.of();
  }

  /**
   * Does it.
   *
   * @return the exit code
   * @throws IllegalArgumentException if what was given is wrong, and how to put it right
   */
  int run(Given given);
}
