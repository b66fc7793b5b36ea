package evox.launch;

import evox.pool.ProgramLoader;
import evox.world.Spmd;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Classes given by their bytes, beside those of the jar. */
final class MemoryClasses extends ClassLoader implements ProgramLoader {

  private final List<String> words;
  private final Map<String, String> settings;
  private final byte[] program;
  private final Function<String, byte[]> bytes;

  /**
   * @param words of the command line by which another process of this jar gets the same classes
   * @param settings what this process's own command line said of processes, by option
   * @param program what they were made of; null where that is in the jar
   * @param bytes the class file of a name, or null where there is none
   */
  MemoryClasses(List<String> words, Map<String, String> settings, byte[] program, Function<String, byte[]> bytes) {
    super(MemoryClasses.class.getClassLoader());
    this.words = words;
    this.settings = settings;
    this.program = program;
    this.bytes = bytes;
  }

  @Override
  public List<String> command() {
    List<String> command = new ArrayList<>(List.of(Start.class.getName()));
    command.addAll(words);
    return command;
  }

  @Override
  public Map<String, String> settings() {
    return settings;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] file = bytes.apply(name);
    if (file == null) throw new ClassNotFoundException(name);
    return defineClass(name, file, 0, file.length);
  }

  /** What they were made of, and class files too: by them two processes see that they run the same program. */
  @Override
  public InputStream getResourceAsStream(String name) {
    if (program != null && name.equals(Spmd.PROGRAM)) return new ByteArrayInputStream(program);
    byte[] file = name.endsWith(".class") ? bytes.apply(name.replaceFirst("\\.class$", "").replace('/', '.')) : null;
    return file == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(file);
  }
}
