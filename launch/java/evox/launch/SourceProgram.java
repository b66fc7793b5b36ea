package evox.launch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a one-file program in memory, with this jar as the module that {@code import module evox.spmd} means. */
final class SourceProgram {

  private SourceProgram() {}

  /**
   * Compiles it; what the compiler has to say goes to standard error.
   *
   * @param settings what the command line said of processes, by option
   * @return null if it does not compile
   * @throws IllegalArgumentException if there is no such file, no compiler or no program in it
   */
  static Program compile(Path file, Map<String, String> settings) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new IllegalArgumentException("a program must be a readable Java file, got file=" + file);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalArgumentException("a JDK must run this to compile a program, got java.home="
          + System.getProperty("java.home") + ", which has no compiler; install the JDK of this Java");
    }
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Captured captured = new Captured(files)) {
      List<String> options = List.of("--module-path", jar(), "--add-modules", "evox.spmd", "-proc:none", "-g");
      boolean compiled = compiler.getTask(null, captured, null, options, null, files.getJavaFileObjects(file)).call();
      return compiled ? Program.of(main(captured.classes, file, settings)) : null;
    } catch (IOException e) {
      throw new IllegalArgumentException("a program must be a readable Java file, got file=" + file + " ("
          + e.getMessage() + ")", e);
    }
  }

  /** The class called as the file is, which in a compact source file is the outermost; else the first with a main. */
  private static Class<?> main(Map<String, ByteArrayOutputStream> classes, Path file, Map<String, String> settings)
      throws IOException {
    MemoryClasses loader = new MemoryClasses(List.of("run", file.toString()), settings,
        Files.readAllBytes(file), name -> classes.containsKey(name) ? classes.get(name).toByteArray() : null);
    String expected = file.getFileName().toString().replaceFirst("\\.java$", "");
    List<String> names = new ArrayList<>(classes.keySet());
    names.sort(Comparator.comparing(name -> !name.substring(name.lastIndexOf('.') + 1).equals(expected)));
    try {
      for (String name : names) {
        Class<?> type = loader.loadClass(name);
        if (!name.contains("$") && Program.isIn(type)) return type;
      }
      throw new IllegalArgumentException("a program must have a method main() or main(String[]), got none in file="
          + file);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String jar() {
    try {
      return Path.of(SourceProgram.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keeps what the compiler writes. */
  private static final class Captured extends ForwardingJavaFileManager<JavaFileManager> {

    private final Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();

    Captured(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          classes.put(name, bytes);
          return bytes;
        }
      };
    }
  }
}
