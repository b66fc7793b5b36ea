package evox.launch;

import static evox.launch.Mode.KUBERNETES;
import static evox.launch.Mode.LOCAL;
import static evox.launch.Mode.MPI;
import static evox.launch.Mode.POOL;
import static evox.launch.Mode.SLURM;
import static evox.launch.Mode.SSH;
import static java.util.Map.entry;

import evox.launch.kubernetes.Kind;
import java.util.List;
import java.util.Map;

/** Which ways to start a job can do what an option asks for, so that none is given in vain. */
final class OptionsByMode {

  private static final List<Mode> SCHEDULERS = List.of(SLURM, KUBERNETES);

  /** Those that are not here every mode honours. */
  private static final Map<Option, List<Mode>> MODES = Map.ofEntries(
      entry(PlacementOptions.NODES, List.of(SLURM)),
      entry(PlacementOptions.EXCLUDE, List.of(SSH, MPI, SLURM, KUBERNETES)),
      entry(PlacementOptions.NODE_TYPE, List.of(SSH, MPI, SLURM, KUBERNETES)),
      entry(LaunchOptions.CORES, SCHEDULERS),
      entry(LaunchOptions.MEMORY, SCHEDULERS),
      entry(LaunchOptions.GPUS, SCHEDULERS),
      entry(LaunchOptions.RESOURCE, SCHEDULERS),
      entry(PlacementOptions.PARTITION, List.of(SLURM)),
      entry(PlacementOptions.ACCOUNT, List.of(SLURM)),
      entry(PlacementOptions.CONSTRAINT, List.of(SLURM)),
      entry(PlacementOptions.LIMIT, SCHEDULERS),
      entry(LaunchOptions.IMAGE, SCHEDULERS),
      entry(LaunchOptions.MOUNT, SCHEDULERS),
      entry(LaunchOptions.WORKDIR, SCHEDULERS),
      entry(LaunchOptions.CONTAINER, List.of(SLURM)),
      entry(LaunchOptions.BACKOFF, List.of(LOCAL, SSH, MPI, POOL)),
      entry(LaunchOptions.GRACE, List.of(LOCAL, SSH, MPI, KUBERNETES, POOL)),
      entry(LaunchOptions.MINIMUM, List.of(SSH)),
      entry(LaunchOptions.REMOTE_SHELL, List.of(SSH)),
      entry(LaunchOptions.MPIRUN, List.of(MPI)),
      entry(LaunchOptions.KIND, List.of(KUBERNETES)),
      entry(LaunchOptions.NAMESPACE, List.of(KUBERNETES)),
      entry(LaunchOptions.LABEL, List.of(KUBERNETES)));

  /** Of what mode kubernetes honours, what not all kinds do. */
  private static final Map<Option, List<Kind>> KINDS = Map.of(
      PlacementOptions.LIMIT, List.of(Kind.JOB, Kind.JOBSET, Kind.MPIJOB),
      LaunchOptions.RESTARTS, List.of(Kind.JOB, Kind.STATEFULSET, Kind.JOBSET, Kind.MPIJOB, Kind.DIJOB));

  private OptionsByMode() {}

  /** @throws IllegalArgumentException if an option was given that the mode would not hear, with those that would */
  static void require(Given given, Mode mode) {
    for (Option option : LaunchOptions.ALL) {
      if (!given.has(option.name())) continue;
      List<Mode> modes = MODES.get(option);
      if (modes != null && !modes.contains(mode)) {
        throw mistake(option, "mode", modes.stream().map(Mode::word).toList(), mode.word());
      }
      List<Kind> kinds = KINDS.get(option);
      if (mode != KUBERNETES || kinds == null || kinds.contains(Mode.kind(given))) continue;
      throw mistake(option, "kind", kinds.stream().map(Kind::word).toList(), Mode.kind(given).word());
    }
    if (mode == KUBERNETES && Mode.kind(given) == Kind.JOBSET && given.has(PlacementOptions.LIMIT.name())
        && given.count(LaunchOptions.RESTARTS.name(), 0) > 0) {
      throw new IllegalArgumentException("a job's time must be counted once, got --limit and --restarts for kind=jobset, "
          + "which counts anew with each restart; use --kind job, or leave out one of them");
    }
  }

  private static IllegalArgumentException mistake(Option option, String what, List<String> those, String got) {
    return new IllegalArgumentException(option.name() + " must be for " + what + " " + String.join(" or ", those) + ", got "
        + what + "=" + got);
  }
}
