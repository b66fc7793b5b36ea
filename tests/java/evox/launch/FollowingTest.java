package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import evox.launch.job.RunFolder;
import evox.launch.job.RunRecord;
import evox.launch.job.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waiting for a job of a scheduler's: here a program that answers as Slurm's squeue does. */
class FollowingTest {

  @TempDir
  private Path root;

  private Path asked;

  @BeforeEach
  void begin() throws IOException {
    Files.writeString(root.resolve("cluster.json"), "{\"cluster_type\": \"slurm\", \"cluster_name\": \"fake\", \"fileroot\": \""
        + root + "\"}");
    RunFolder folder = new RunFolder(root, Trial.parse(System.getProperty("user.name"), "poll/1"));
    folder.create("secret");
    folder.record(new RunRecord("slurm", "7", "fake", List.of("java"), 1, "", Map.of(), Instant.now()));
    asked = root.resolve("asked");
  }

  /** Notes when it is asked, and answers by a line of a shell for the n-th time. */
  private JarProcess.Ended await(String answer) throws IOException {
    Path squeue = Files.writeString(Files.createDirectory(root.resolve("bin")).resolve("squeue"), "#!/bin/sh\ndate +%s%3N >>"
        + asked + "\nn=$(wc -l <" + asked + ")\n" + answer + "\n");
    Files.setPosixFilePermissions(squeue, PosixFilePermissions.fromString("rwx------"));
    return JarProcess.here().with("PATH", squeue.getParent() + ":" + System.getenv("PATH"))
        .run("wait", "--cluster", root.resolve("cluster.json").toString(), "--trial", "poll/1");
  }

  @Test
  void whoWaitsLooksLessAndLessOften() throws IOException {
    JarProcess.Ended ended = await("[ $n -lt 5 ] && state=RUNNING || state=COMPLETED; echo \"$state|None|n1|poll-1|\"");
    assertThat(ended.code()).as(ended.err()).isZero();
    List<Long> times = Files.readAllLines(asked).stream().map(Long::valueOf).toList();
    assertThat(times).hasSize(5);
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).as("milliseconds before look %s", i).isBetween(900L << i - 1, (1000L << i - 1) + 5000);
    }
  }

  @Test
  void aSchedulerThatDoesNotAnswerForAWhileIsAskedAgain() throws IOException {
    JarProcess.Ended ended = await("[ $n -lt 2 ] && { echo no controller >&2; exit 1; }; echo \"COMPLETED|None|n1|poll-1|\"");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("squeue must tell of job 7, got no controller").contains("job 7: COMPLETED on n1\n");
  }
}
