package evox.launch.job;

import evox.launch.cluster.Allocation;
import evox.launch.cluster.HostList;
import evox.pool.Resources;
import java.util.List;
import java.util.Map;

/** Jobs for tests. */
public final class Jobs {

  public static final Placement ANYWHERE = new Placement(0, Allocation.ANYWHERE, HostList.parse(""), "", "", "", "");

  private Jobs() {}

  /** Four processes and nothing else. */
  public static Job plain() {
    return with(Resources.NONE, ANYWHERE);
  }

  /** Four processes somewhere. */
  public static Job with(Resources each, Placement placement) {
    return new Job(new Trial("ada", "scan", "1"), List.of("/opt/java/bin/java", "-jar", "/opt/evox-spmd.jar", "solve",
        "--algorithm", "PSO", "--problem", "sphere"), Map.of(), 4, each, placement, Container.NONE, Supervision.NONE);
  }
}
