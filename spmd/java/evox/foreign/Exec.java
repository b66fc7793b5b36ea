package evox.foreign;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * Replaces the running process by another program, as execve(2) does: the process id, the open files, the terminal,
 * every signal and the exit code then are the new program's own. Compiled for Java 8, since it is the older Java that
 * has to step aside.
 */
public final class Exec {

  private Exec() {}

  private interface LibC extends Library {
    int execv(Pointer path, Pointer[] arguments);
  }

  /**
   * Does not return, unless the program could not be started.
   *
   * @param command the program's path, then its arguments: bytes, as the operating system passes them, so that what is
   *     no text in this process's encoding arrives unchanged
   * @throws IllegalStateException if the operating system refused
   */
  public static void replaceProcess(byte[]... command) {
    Pointer[] arguments = new Pointer[command.length];
    for (int i = 0; i < command.length; i++) arguments[i] = terminated(command[i]);
    Native.load("c", LibC.class).execv(arguments[0], arguments);
    throw new IllegalStateException("the program must be executable, got path=" + new String(command[0])
        + ", errno=" + Native.getLastError());
  }

  private static Pointer terminated(byte[] text) {
    Memory memory = new Memory(text.length + 1L);
    memory.write(0, text, 0, text.length);
    memory.setByte(text.length, (byte) 0);
    return memory;
  }
}
