package evox.launch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import evox.launch.job.JobState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a job stands, by what kubectl tells of it and of its pods. */
class PodsTest {

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "Complete;'';a-0|Succeeded|n1||||||;COMPLETED on n1",
      "Failed;DeadlineExceeded;a-0|Failed|n1||||||;TIMEOUT (DeadlineExceeded) on n1",
      "Failed;BackoffLimitExceeded;a-0|Failed|n1|||OOMKilled|||;OUT_OF_MEMORY (BackoffLimitExceeded) on n1",
      "Failed;BackoffLimitExceeded;a-0|Failed|n1|||Error|NodeLost||;NODE_FAIL (BackoffLimitExceeded) on n1",
      "Failed;BackoffLimitExceeded;a-0|Failed|n1|||Error|Evicted||;PREEMPTED (BackoffLimitExceeded) on n1",
      "Failed;BackoffLimitExceeded;a-0|Failed|n1|||Error|||;FAILED (BackoffLimitExceeded) on n1",
      "'';'';a-0|Pending||0/3 nodes are available: 3 Insufficient nvidia.com/gpu.|||||;PENDING (0/3 nodes are available: 3 "
          + "Insufficient nvidia.com/gpu.)",
      "'';'';a-0|Pending|n1||Back-off pulling image||||;PENDING (Back-off pulling image) on n1",
      "'';'';a-0|Running|n1||||||;RUNNING on n1",
      "'';'';a-0|Running|n1|||Completed|||;COMPLETED on n1",
      "'';'';'';PENDING (no pods yet)"})
  void aJobStandsAsItsPodsDo(String conditions, String reasons, String pods, String progress) {
    assertThat(new Pods(pods).progress(conditions, reasons, Pods.WITHOUT_END)).hasToString(progress);
  }

  @Test
  void everyEndOfAPodIsAnEndOfTheJob() {
    assertThat(new Pods("a-0|Failed|n1||||||").progress("Failed", "", Pods.WITHOUT_END).state()).isEqualTo(JobState.FAILED);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "0;a-0|Running|n1|||Error||0|;FAILED (a-0 ended with Error) on n1",
      "0;a-0|Running|n1|||Error||1|now;FAILED (a-0 ended with Error) on n1",
      "0;a-0|Running|n1|||OOMKilled||0|;OUT_OF_MEMORY (a-0 ended with OOMKilled) on n1",
      "1;a-0|Running|n1|||Error||0|;RUNNING on n1",
      "1;a-0|Running|n1|||Error||1|now;RUNNING on n1",
      "1;a-0|Running|n1|||ErrorError||1|;FAILED (a-0 ended with ErrorError) on n1",
      "0;a-0|Running|n1|||Completed||7|now;COMPLETED on n1"})
  void whatIsStartedAgainWithoutEndFailsAfterItsRestarts(int restarts, String pods, String progress) {
    assertThat(new Pods(pods).progress("", "", restarts)).hasToString(progress);
  }
}
