package evox.launch.slurm;

import evox.launch.job.JobState;
import evox.launch.job.Progress;
import evox.launch.job.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What slurmstepd and srun had to say of a job, in the file that its script writes to. It outlives what slurmctld knows. */
record JobLog(List<String> lines) {

  /** Of a step that took too much. */
  private static final Pattern OUT_OF_MEMORY = Pattern.compile("error: .*(Exceeded job memory|oom.kill|Out Of Memory)");

  /** Of a job that was ended, and why if not by somebody. */
  private static final Pattern CANCELLED = Pattern.compile("error: \\*\\*\\* JOB .* CANCELLED AT \\S+( DUE TO ([A-Z ]+))?");

  private static final Map<String, JobState> CAUSES = Map.of("TIME LIMIT", JobState.TIMEOUT, "NODE FAILURE", JobState.NODE_FAIL,
      "PREEMPTION", JobState.PREEMPTED);

  /** Of one task or several that have ended alike: with a code, or by a signal. */
  private static final Pattern TASKS = Pattern.compile("srun: error: \\S+: tasks? ([0-9,-]+): (?:Exited with exit code (\\d+)|(.+))");

  /** As a shell counts them. */
  private static final Map<String, String> SIGNALS = Map.of("Killed", "137", "Terminated", "143", "Aborted", "134",
      "Segmentation fault", "139", "Out Of Memory", "137");

  /** Empty where there is none. */
  static JobLog of(RunFolder folder) {
    if (!Files.exists(folder.log())) return new JobLog(List.of());
    try {
      return new JobLog(Files.readAllLines(folder.log(), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line that says that a step took too much memory. */
  Optional<String> outOfMemory() {
    return lines.stream().filter(line -> OUT_OF_MEMORY.matcher(line).find()).findFirst().map(String::strip);
  }

  /** How the job ended, if Slurm ended it; of a job that was started again, the last time. */
  Optional<Progress> end() {
    return lines.reversed().stream().map(CANCELLED::matcher).filter(Matcher::find).findFirst().map(said -> {
      String cause = said.group(2) == null ? "" : said.group(2).strip();
      return new Progress(CAUSES.getOrDefault(cause, JobState.CANCELLED), "", "");
    });
  }

  /**
   * The codes of a step's tasks, as far as srun tells: of those that end well it says nothing.
   *
   * @param code the step's own
   */
  List<String> exitCodes(int tasks, String code) {
    List<String> codes = new ArrayList<>(Collections.nCopies(tasks, "0"));
    if (code.equals("0")) return codes;
    boolean told = false;
    for (String line : lines) {
      Matcher said = TASKS.matcher(line);
      if (!said.find()) continue;
      told = true;
      String each = said.group(2) != null ? said.group(2) : SIGNALS.getOrDefault(said.group(3).replace(" (core dumped)", ""), "unknown");
      for (String range : said.group(1).split(",")) {
        String[] ends = range.split("-");
        for (int task = Integer.parseInt(ends[0]); task <= Integer.parseInt(ends[ends.length - 1]) && task < tasks; task++) {
          codes.set(task, each);
        }
      }
    }
    return told ? codes : List.of(code);
  }
}
