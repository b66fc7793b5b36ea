package evox.foreign;

import com.sun.jna.Library;
import com.sun.jna.Native;

/**
 * Replaces the running process by another program, as execve(2) does: the process id, the open files, the terminal,
 * every signal and the exit code then are the new program's own. Compiled for Java 8, since it is the older Java that
 * has to step aside.
 */
public final class Exec {

  private Exec() {}

  private interface LibC extends Library {
    int execv(String path, String[] arguments);
  }

  /**
   * Does not return, unless the program could not be started.
   *
   * @param command the program's path, then its arguments
   * @throws IllegalStateException if the operating system refused
   */
  public static void replaceProcess(String... command) {
    LibC libc = Native.load("c", LibC.class);
    libc.execv(command[0], command);
    throw new IllegalStateException("the program must be executable, got path=" + command[0]
        + ", errno=" + Native.getLastError());
  }
}
