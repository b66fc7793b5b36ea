package evox.launch;

import evox.launch.cluster.Allocation;
import evox.launch.cluster.ClusterSpec;
import evox.launch.cluster.HostList;
import evox.launch.job.Placement;
import evox.launch.slurm.Slurm;

/** The options that say on which hosts a job runs, and for how long. */
final class PlacementOptions {

  static final Option NODES = Option.of("--nodes", "N", "hosts");
  static final Option HOSTS = Option.of("--hosts", "LIST", "which: NODE[01-04,07], or GPUs of one, NODE01:0,1");
  static final Option EXCLUDE = Option.of("--exclude", "LIST", "which not");
  static final Option NODE_TYPE = Option.of("--node-type", "TYPE", "those of --hosts, or of all that Slurm has, that are of "
      + "this type in the cluster file");
  static final Option PARTITION = Option.of("--partition", "NAME", "of Slurm");
  static final Option ACCOUNT = Option.of("--account", "NAME", "of Slurm");
  static final Option CONSTRAINT = Option.of("--constraint", "FEATURES", "that hosts must have");
  static final Option LIMIT = Option.of("--limit", "TIME", "minutes, h:mm:ss or d-hh:mm:ss, after which it is ended");

  private PlacementOptions() {}

  static Placement of(Given given, ClusterSpec cluster, Mode mode) {
    HostList excluded = HostList.parse(text(given, EXCLUDE), cluster.nodePrefix());
    Allocation allocation = given.has(HOSTS.name()) ? Allocation.parse(given.text(HOSTS.name()), cluster.nodePrefix())
        : Allocation.ANYWHERE;
    if (given.has(NODE_TYPE.name())) {
      String type = given.text(NODE_TYPE.name());
      if (!allocation.equals(Allocation.ANYWHERE)) {
        allocation = new Allocation(cluster.ofType(type, allocation.hosts()), allocation.gpus());
      } else if (mode == Mode.SLURM) {
        // Slurm's own list of hosts is one of which a job has all.
        HostList all = Slurm.hosts();
        excluded = excluded.and(all.without(cluster.ofType(type, all)));
      } else {
        throw new IllegalArgumentException(NODE_TYPE.name() + " must choose among hosts, got none; give --hosts");
      }
    }
    return new Placement(given.has(NODES.name()) ? given.positiveInt(NODES.name(), 0) : 0, allocation, excluded,
        text(given, PARTITION), text(given, ACCOUNT), text(given, CONSTRAINT), text(given, LIMIT));
  }

  private static String text(Given given, Option option) {
    return given.has(option.name()) ? given.text(option.name()) : "";
  }
}
