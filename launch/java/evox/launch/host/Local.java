package evox.launch.host;

import evox.launch.job.Job;
import evox.launch.job.RunFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Processes of this machine. */
public record Local() implements Companion {

  @Override
  public List<ProcessPlan> plan(Job job, RunFolder folder, List<String> hosts, int processes, int attempt) {
    if (!hosts.isEmpty() && !hosts.equals(List.of("localhost"))) {
      throw new IllegalArgumentException("processes of this machine must stay on it, got hosts=" + String.join(",", hosts)
          + "; give --mode ssh or mpi for others");
    }
    List<ProcessPlan> plans = new ArrayList<>();
    for (int id = 0; id < processes; id++) {
      Map<String, String> environment = Companion.environment(job, folder);
      environment.put("EVOX_PROCESS_ID", Integer.toString(id));
      environment.put("EVOX_PROCESSES", Integer.toString(processes));
      environment.put("EVOX_COORDINATOR", folder.logs().resolve("coordinator-" + attempt).toString());
      environment.put("EVOX_LAUNCHER", "stdin");
      plans.add(new ProcessPlan("", job.command(), environment, ProcessPlan.Ear.SIGNAL, List.of()));
    }
    return plans;
  }
}
