package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunProgramTest {

  @TempDir
  private Path folder;

  @Test
  void aCompactProgramSeesTheToolkitAndItsArguments() throws IOException {
    JarProcess.Ended ended = run("Mine.java", """
        import module evox.spmd;

        void main(String[] arguments) {
          var problem = Problem.of("mine", Bounds.of(-1, 1, 3), x -> x[0] * x[0]);
          var result = new StdWorkflow<>(new PSO(100), problem).run(RandomKey.of(1), Stop.generations(5));
          IO.println(result.evaluations() + " " + List.of(arguments));
        }
        """, "a b", "--json", "ü");
    assertThat(ended).isEqualTo(new JarProcess.Ended(0, "500 [a b, --json, ü]\n", ""));
  }

  /** More than the system tells of another process: nothing after an empty word, and no words that fill a page. */
  @Test
  void eachOfItsProcessesSeesAllItsArguments() throws IOException {
    String program = """
        void main(String[] words) {
          System.out.print("[" + String.join("|", words) + "]");
        }
        """;
    for (List<String> words : List.of(List.of("a", "", "b", ""), List.of("x".repeat(5000), "b"))) {
      List<String> all = new ArrayList<>(List.of("--processes", "2"));
      all.addAll(words);
      JarProcess.Ended ended = run("Mine.java", program, all.toArray(new String[0]));
      assertThat(ended).isEqualTo(new JarProcess.Ended(0, ("[--processes|2|" + String.join("|", words) + "]").repeat(2), ""));
    }
  }

  @Test
  void aClassWithAStaticMainRunsUnderAnyNameOfItsFile() throws IOException {
    assertThat(run("Mine.java", """
        record Other(int x) {}

        public class Yours {
          public static void main(String[] arguments) {
            System.out.println(new Other(3));
          }
        }
        """.replace("public class", "class"))).isEqualTo(new JarProcess.Ended(0, "Other[x=3]\n", ""));
  }

  @Test
  void theProgramsOfTheBenchmarksCompile() throws IOException {
    List<String> words = new ArrayList<>(List.of("--module-path", JarProcess.JAR.toString(), "--add-modules", "evox.spmd",
        "-proc:none", "-d", folder.toString()));
    try (Stream<Path> files = Files.list(Path.of("benchmarks/pool"))) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(words::add);
    }
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new))).isZero();
  }

  @Test
  void whatDoesNotCompileIsToldAsTheCompilerDoes() throws IOException {
    JarProcess.Ended ended = run("Wrong.java", """
        void main() {
          int x = "text";
        }
        """);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).isEqualTo(folder.resolve("Wrong.java") + """
        :2: error: incompatible types: String cannot be converted to int
          int x = "text";
                  ^
        1 error
        """);
  }

  @Test
  void aProgramWithoutMainIsRefused() throws IOException {
    assertThat(run("Empty.java", "class Empty {}")).isEqualTo(new JarProcess.Ended(2, "",
        "a program must have a method main() or main(String[]), got none in file="
            + folder.resolve("Empty.java") + "\n"));
  }

  @Test
  void whatAProgramThrowsIsShownWithItsOwnFramesOnly() throws IOException {
    JarProcess.Ended ended = run("Broken.java", """
        void main() {
          throw new IllegalArgumentException("no luck");
        }
        """);
    assertThat(ended).isEqualTo(new JarProcess.Ended(1, "", """
        Exception in thread "main" java.lang.IllegalArgumentException: no luck
        \tat Broken.main(Broken.java:2)
        """));
  }

  @Test
  void anObjectiveThatThrowsEndsTheRunAndNamesItsCandidate() throws IOException {
    JarProcess.Ended ended = run("Throws.java", """
        import module evox.spmd;

        void main() {
          var problem = Problem.of("mine", Bounds.of(2, 3, 1), x -> {
            throw new UnsupportedOperationException("x is " + (x[0] > 2));
          });
          new StdWorkflow<>(new PSO(1), problem).run(RandomKey.of(1), Stop.generations(5));
        }
        """);
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith("Exception in thread \"main\" java.lang.IllegalStateException: the objective "
        + "must return a number or NaN, got java.lang.UnsupportedOperationException: x is true from problem=mine, "
        + "generation=0, candidate=0, x=[2.")
        .contains("Caused by: java.lang.UnsupportedOperationException: x is true\n\tat Throws.");
  }

  @Test
  void anObjectiveThatIsNoNumberInOneCornerNeverWinsThere() throws IOException {
    assertThat(run("Nan.java", """
        import module evox.spmd;

        void main() {
          var problem = Problem.of("mine", Bounds.of(-1, 1, 1), x -> x[0] < 0 ? Double.NaN : 1 + x[0]);
          var best = new StdWorkflow<>(new PSO(50), problem).run(RandomKey.of(1), Stop.generations(30)).best();
          IO.println(best.fitness() >= 1 && best.fitness() < 1.01 && best.candidate()[0] >= 0);
        }
        """)).isEqualTo(new JarProcess.Ended(0, "true\n", ""));
  }

  @Test
  void aProgramThatDiffersIsNoPartOfTheWorld() throws Exception {
    String source = """
        import module evox.spmd;

        void main(String[] arguments) {
          try (World world = Spmd.initialize(arguments)) {
            world.communicator().barrier();
            IO.println(world.rank() + SUFFIX);
          }
        }
        """;
    Path program = Files.writeString(folder.resolve("Mine.java"), source.replace("SUFFIX", "\" of the same\""));
    Path other = Files.writeString(Files.createDirectory(folder.resolve("other")).resolve("Mine.java"),
        source.replace("SUFFIX", "\" of another\""));
    Path err = folder.resolve("err");
    Process first = process(0).start(folder.resolve("out"), err, List.of(), "run", program.toString());
    try {
      JarProcess.Ended refused = process(1).run("run", other.toString());
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).matches("all must run the same jar and program with the same arguments, transport and "
          + "deadline, digest=\\p{XDigit}+ at the coordinator, got digest=\\p{XDigit}+ from id=1\n");
      assertThat(process(1).run("run", program.toString()).out()).isEqualTo("1 of the same\n");
      assertThat(first.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(folder.resolve("out")).hasContent("0 of the same\n");
      assertThat(Files.readString(err)).containsPattern("refused a process from host=\\S+: all must run the same jar");
    } finally {
      first.destroyForcibly();
    }
  }

  private JarProcess process(int id) {
    return JarProcess.here().with("EVOX_PROCESS_ID", Integer.toString(id)).with("EVOX_PROCESSES", "2")
        .with("EVOX_COORDINATOR", folder.resolve("port").toString());
  }

  private JarProcess.Ended run(String name, String source, String... arguments) throws IOException {
    Path file = Files.writeString(folder.resolve(name), source);
    String[] words = new String[arguments.length + 2];
    words[0] = "run";
    words[1] = file.toString();
    System.arraycopy(arguments, 0, words, 2, arguments.length);
    return JarProcess.here().with("LC_ALL", "C.UTF-8").run(words);
  }
}
