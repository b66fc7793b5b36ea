package evox.launch.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import evox.launch.job.JobState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Slurm 22 to 24 wrote of jobs, word for word, and what is made of it. */
class JobLogTest {

  private static final String AT = "slurmstepd: error: *** JOB 7 ON node1 CANCELLED AT 2026-11-29T20:10:00";

  @ParameterizedTest
  @CsvSource({
      "' ***', CANCELLED",
      "' DUE TO TIME LIMIT ***', TIMEOUT",
      "' DUE TO NODE FAILURE, SEE SLURMCTLD LOG FOR DETAILS ***', NODE_FAIL",
      "' DUE TO PREEMPTION ***', PREEMPTED"})
  void howAJobEndedThatSlurmEnded(String words, JobState state) {
    JobLog log = new JobLog(List.of(AT + " DUE TO PREEMPTION ***", "again", AT + words, "srun: forcing job termination"));
    assertThat(log.end().orElseThrow().state()).isEqualTo(state);
    assertThat(new JobLog(List.of("slurmstepd: error: *** STEP 7.0 ON node1 CANCELLED AT 2026-11-29T20:10:00 ***")).end()).isEmpty();
  }

  @Test
  void whatEachTaskEndedWith() {
    JobLog log = new JobLog(List.of("srun: error: node2: task 1: Killed", "srun: error: node1: tasks 0,3-4: Exited with exit code 1",
        "srun: error: node3: task 5: Segmentation fault (core dumped)", "srun: Terminating StepId=7.0"));
    assertThat(log.exitCodes(6, "137")).containsExactly("1", "137", "0", "1", "1", "139");
    assertThat(log.exitCodes(2, "0")).containsExactly("0", "0");
    assertThat(new JobLog(List.of()).exitCodes(6, "9")).containsExactly("9");
  }
}
