package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Hosts of this machine that share no address, no memory, no process numbers and no host name, called by a name and their
 * numbers from 1, for as long as this is open; and one more, {@link #LOGIN}, from which the others are reached.
 */
final class Hosts implements AutoCloseable {

  static final String LOGIN = "login";

  private static final Path SCRIPT = Path.of("tests/resources/evox/launch/hosts.sh").toAbsolutePath();
  private static final List<String> NAMESPACES = List.of("--net", "--mount", "--uts", "--ipc", "--pid");
  private static final List<String> PLAIN = List.of("0", "0");
  private static final long DEADLINE_SECONDS = 120;

  private final Path folder;
  private final Process unshare;
  private final List<Process> started = new ArrayList<>();

  private Hosts(Path folder, Process unshare) {
    this.folder = folder;
    this.unshare = unshare;
  }

  /** Starts them; the test is skipped where namespaces are not allowed. */
  static Hosts start(String name, int hosts) throws Exception {
    return start(name, hosts, PLAIN);
  }

  /** With wires that delay each way by so many milliseconds and lose so many in a hundred frames. */
  static Hosts start(String name, int hosts, double delay, double loss) throws Exception {
    requireInstalled("cc", "gcc");
    return start(name, hosts, List.of(Double.toString(delay), Double.toString(loss)));
  }

  private static Hosts start(String name, int hosts, List<String> wires) throws Exception {
    requireInstalled("ip", "iproute2");
    requireInstalled("nsenter", "util-linux");
    List<String> command = new ArrayList<>(List.of("unshare"));
    command.addAll(NAMESPACES);
    command.addAll(List.of("--fork", "--kill-child", "--mount-proc"));
    Assumptions.assumeTrue(succeeds(command, "ip", "link", "add", "lan", "type", "bridge"),
        "no right to make a network of one's own (unshare --net, ip link add); tests of hosts want root");
    // The path of a socket is at most 107 bytes.
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "evox");
    command.addAll(List.of("sh", SCRIPT.toString(), "up", folder.toString(), name, Integer.toString(hosts)));
    command.addAll(wires);
    Hosts all = new Hosts(folder, new ProcessBuilder(command).redirectErrorStream(true).start());
    try {
      assertThat(all.unshare.inputReader().readLine()).isEqualTo("ready");
      return all;
    } catch (Throwable t) {
      all.close();
      throw t;
    }
  }

  static void requireInstalled(String program, String distributionsPackage) {
    Assumptions.assumeTrue(Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
        program + " is not installed; it comes with the package " + distributionsPackage);
  }

  private static boolean succeeds(List<String> words, String... more) throws Exception {
    List<String> command = new ArrayList<>(words);
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
        .waitFor() == 0;
  }

  /** A folder that all of them see, gone with them. */
  Path folder() {
    return folder;
  }

  /** The file of a program that takes the place of ssh for those who log in. */
  String shell() throws IOException {
    Path shell = Files.writeString(folder.resolve("shell"), "#!/bin/sh\nexec sh '" + SCRIPT + "' shell " + folder + " \"$@\"\n");
    Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwx------"));
    return shell.toString();
  }

  /** Starts a command on a host, with both outputs to files. */
  Process start(String host, Path out, Path err, Map<String, String> environment, List<String> command) throws IOException {
    List<String> words = script("on", host);
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet()
        .removeIf(name -> name.startsWith("EVOX_") || name.startsWith("SLURM_") || name.startsWith("OMPI_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** Runs a command on a host, to its end. */
  JarProcess.Ended run(String host, Map<String, String> environment, String... command) throws Exception {
    Path out = Files.createTempFile(folder, "run", ".out");
    Path err = Files.createTempFile(folder, "run", ".err");
    Process process = start(host, out, err, environment, List.of(command));
    boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
    if (!ended) process.destroyForcibly().waitFor();
    assertThat(ended).as("%s ended within %s s: %s", List.of(command), DEADLINE_SECONDS, Files.readString(err)).isTrue();
    return new JarProcess.Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Does to a host what the script has a word for: cut, freeze or darken. */
  void strike(String how, String host) throws Exception {
    assertThat(succeeds(script(how, host))).as("%s %s", how, host).isTrue();
  }

  private List<String> script(String verb, String host) {
    // The first process in the namespaces.
    long init = unshare.children().findFirst().orElseThrow().pid();
    List<String> words = new ArrayList<>(List.of("nsenter", "--target", Long.toString(init),
        "--wd=" + Path.of("").toAbsolutePath()));
    words.addAll(NAMESPACES);
    words.addAll(List.of("sh", SCRIPT.toString(), verb, folder.toString(), host));
    return words;
  }

  /** All processes that the hosts themselves started, those of their services among them. */
  Stream<ProcessHandle> processes() {
    return unshare.descendants();
  }

  @Override
  public void close() throws IOException {
    unshare.getOutputStream().close();
    // One that stands for a stopped process is stopped itself, and the hosts would wait for it to bury that.
    started.forEach(Process::destroyForcibly);
    unshare.onExit().completeOnTimeout(unshare, DEADLINE_SECONDS, TimeUnit.SECONDS).join().destroyForcibly();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
  }
}
