package evox.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the jar as a launcher on this machine, with a cluster file of their own. */
abstract class LaunchesHere {

  static final List<String> SHORT = List.of("solve", "--algorithm", "PSO", "--problem", "ackley", "--dimension", "7",
      "--population", "100", "--generations", "20", "--threads", "1", "--json");

  @TempDir
  Path root;

  @BeforeEach
  void describeTheCluster() throws IOException {
    Files.writeString(root.resolve("cluster.json"), "{\"cluster_type\": \"local\", \"cluster_name\": \"here\", \"fileroot\": \""
        + root.resolve("a 'root'") + "\"}");
  }

  String[] words(String command, List<String> options, List<String> program) {
    List<String> words = new ArrayList<>(List.of(command, "--cluster", root.resolve("cluster.json").toString()));
    words.addAll(options);
    words.addAll(program);
    return words.toArray(new String[0]);
  }

  JarProcess.Ended evox(String command, String... options) {
    return JarProcess.here().run(words(command, List.of(options), List.of()));
  }

  /** A program that takes the place of ssh on this machine, in a folder whose name has a blank. */
  String remoteShell() throws IOException {
    Path shell = Files.writeString(Files.createDirectories(root.resolve("my programs")).resolve("rsh"),
        "#!/bin/sh\nshift\nexec sh -c \"$*\"\n");
    Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwx------"));
    return "'" + shell + "'";
  }

  /** Of this machine alone. */
  static String mpirun() {
    String mpirun = "mpirun.openmpi";
    Assumptions.assumeTrue(List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(place -> Files.isExecutable(Path.of(place, mpirun))), mpirun + " is not installed; it comes with openmpi-bin");
    return mpirun + " --allow-run-as-root --oversubscribe --mca plm isolated";
  }
}
