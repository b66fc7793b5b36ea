package evox.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A launcher of MPI as it is installed, and programs started by it on this machine alone. */
final class MpiRun {

  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final long DEADLINE_SECONDS = 100;

  /** What a run left behind. */
  record Ended(int code, String out, String err) {}

  private final List<String> command;
  private final List<String> before = new ArrayList<>(List.of("env"));
  private final Map<String, String> environment = new HashMap<>();

  private MpiRun(List<String> command) {
    this.command = command;
  }

  /** Open MPI's, without the remote shell that it wants even here; the test is skipped if it is not installed. */
  static MpiRun openMpi() {
    MpiRun run = new MpiRun(List.of(found("mpirun.openmpi", "openmpi-bin"), "--oversubscribe", "--mca", "plm", "isolated",
        "--mca", "oob_tcp_if_include", "lo", "--mca", "btl_tcp_if_include", "lo"));
    return run.with("OMPI_ALLOW_RUN_AS_ROOT", "1").with("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1");
  }

  /** MPICH's; the test is skipped if it is not installed. */
  static MpiRun mpich() {
    return new MpiRun(List.of(found("mpirun.mpich", "mpich")));
  }

  private static String found(String program, String distributionsPackage) {
    Path file = Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable).findFirst().orElse(null);
    Assumptions.assumeTrue(file != null, program + " is not installed; it comes with the package " + distributionsPackage);
    return file.toString();
  }

  /**
   * As if two processes ran on one machine and each other one on a machine by itself, and were told nothing: each view of
   * the file system of its own counts as a machine. The test is skipped where there is no right to take one apart.
   */
  MpiRun onSeveralMachines(Path folder) throws Exception {
    Assumptions.assumeTrue(new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0,
        "no right to take a file system apart (unshare --mount)");
    Path machine = Files.writeString(folder.resolve("machine"), """
        export OMPI_COMM_WORLD_LOCAL_SIZE=1
        if [ "$OMPI_COMM_WORLD_RANK" -ge 2 ]; then exec unshare --mount "$@"; fi
        exec "$@"
        """);
    before.addAll(0, List.of("sh", machine.toString()));
    return with("EVOX_INTERFACE", "lo");
  }

  MpiRun with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Runs one of this package's programs as so many processes. */
  Ended java(int processes, Class<?> program, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(before);
    words.addAll(List.of(JAVA, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), program.getName()));
    words.addAll(List.of(arguments));
    return run(processes, words);
  }

  /** Runs any command as so many processes, to its end. */
  Ended run(int processes, List<String> words) throws Exception {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("-n", Integer.toString(processes)));
    all.addAll(words);
    Path out = Files.createTempFile("evox", ".out");
    Path err = Files.createTempFile("evox", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(all).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("EVOX_") || name.startsWith("OMPI_"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      assertThat(ended).as("%s ended within %s s: %s", all, DEADLINE_SECONDS, Files.readString(err)).isTrue();
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
