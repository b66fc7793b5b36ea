package evox.launch.slurm;

import evox.launch.cluster.ClusterSpec;
import evox.launch.job.Container;
import evox.launch.job.Job;
import evox.launch.job.Placement;
import evox.launch.job.RunFolder;
import evox.launch.word.ShellWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The batch script of a job: one step whose tasks are the processes of one world, each with its output in a file of its
 * own.
 *
 * <p>The environment goes in whole. {@code srun --export=NAME=VALUE} would start tasks with no PATH and no HOME, and cut
 * values at commas.
 */
public final class SlurmScript {

  private static final int MEBIBYTE = 1 << 20;

  /** How long Slurm leaves tasks that it has asked to end, where a site has not said otherwise. */
  private static final int KILL_WAIT_SECONDS = 30;

  private final Job job;
  private final RunFolder folder;
  private final ClusterSpec cluster;
  private final Container container;

  public SlurmScript(Job job, RunFolder folder, ClusterSpec cluster) {
    this.job = job;
    this.folder = folder;
    this.cluster = cluster;
    this.container = job.container().showing(folder.fileroot());
    container.mounts().forEach(SlurmScript::requireHarmless);
  }

  /** Pyxis has a shell read mounts, between double quotes. */
  private static void requireHarmless(String mount) {
    if (mount.chars().noneMatch(c -> "\"$`\\".indexOf(c) >= 0)) return;
    throw new IllegalArgumentException("a mount of Pyxis must have no double quotes, dollars, backquotes and backslashes, which "
        + "its shell would take apart, got mount=" + mount);
  }

  /** The same text on any machine. */
  public String text() {
    StringBuilder text = new StringBuilder("#!/bin/sh\n");
    for (String option : options()) text.append("#SBATCH ").append(quoted(option)).append('\n');
    export(text, "EVOX_TOKEN_FILE", seen(folder.token()));
    export(text, "EVOX_CHECKPOINTS", seen(folder.checkpoints()));
    export(text, "EVOX_GRACE", Integer.toString(KILL_WAIT_SECONDS));
    job.environment().forEach((name, value) -> export(text, name, value));
    // Slurm itself would start it again without end.
    int restarts = job.supervision().restarts();
    if (restarts > 0) text.append("if [ \"${SLURM_RESTART_COUNT:-0}\" -le ").append(restarts).append(" ]; then\n");
    text.append(ShellWords.line(step())).append('\n');
    text.append("code=$?\n");
    if (restarts > 0) {
      text.append("else\necho \"a job may be started again ").append(restarts)
          .append(" times, got SLURM_RESTART_COUNT=$SLURM_RESTART_COUNT\" >&2\ncode=1\nfi\n");
    }
    text.append("echo \"$code\" >").append(ShellWords.quote(folder.exit().toString())).append('\n');
    text.append("exit \"$code\"\n");
    return text.toString();
  }

  private static void export(StringBuilder text, String name, String value) {
    text.append("export ").append(name).append('=').append(ShellWords.quote(value)).append('\n');
  }

  /** A path as the processes see it. */
  private String seen(Path path) {
    return container.inside(path).orElse(path).toString();
  }

  /** What sbatch is asked for. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    options.add("--job-name=" + job.trial().jobName());
    options.add("--comment=" + folder.key());
    options.add("--output=" + pattern(folder.log()));
    // Whatever is set for all of a user's jobs, this one has the environment that it was submitted from.
    options.add("--export=ALL");
    options.add(job.supervision().restarts() > 0 ? "--requeue" : "--no-requeue");
    options.add("--open-mode=append");
    Placement placement = job.placement();
    if (placement.nodes() > 0) options.add("--nodes=" + placement.nodes());
    options.addAll(perTask());
    if (placement.allocation().hosts().size() > 0) options.add("--nodelist=" + placement.allocation().hosts());
    if (placement.excluded().size() > 0) options.add("--exclude=" + placement.excluded());
    if (!placement.partition().isEmpty()) options.add("--partition=" + placement.partition());
    if (!placement.account().isEmpty()) options.add("--account=" + placement.account());
    if (!placement.constraint().isEmpty()) options.add("--constraint=" + placement.constraint());
    if (!placement.time().isEmpty()) options.add("--time=" + placement.time());
    return options;
  }

  private List<String> perTask() {
    List<String> options = new ArrayList<>();
    options.add("--ntasks=" + job.processes());
    if (job.cores() > 0) options.add("--cpus-per-task=" + job.cores());
    if (job.each().memory() > 0) {
      long mebibytes = -Math.floorDiv(-job.each().memory(), (long) MEBIBYTE * Math.max(1, job.cores()));
      options.add("--mem-per-cpu=" + mebibytes + "M");
    }
    if (job.gpus() > 0) options.add("--gpus-per-task=" + gpuType() + job.gpus());
    // One list of all: of several options the last would count.
    String resources = Stream.concat(numberedGpus(), job.each().custom().entrySet().stream()
        .map(resource -> resource.getKey() + ":" + (long) (double) resource.getValue())).collect(Collectors.joining(","));
    if (!resources.isEmpty()) options.add("--gres=" + resources);
    return options;
  }

  /** Of the one host that was asked for with some of its GPUs, so many as have the highest of their numbers among them. */
  private Stream<String> numberedGpus() {
    List<Integer> numbers = job.placement().allocation().gpus();
    return job.gpus() > 0 || numbers.isEmpty() ? Stream.of()
        : Stream.of("gpu:" + gpuType() + (1 + Collections.max(numbers)));
  }

  /** Where all hosts that were asked for have GPUs of one type. */
  private String gpuType() {
    List<String> types = job.placement().allocation().hosts().hosts().stream()
        .map(host -> cluster.gpuType(host).orElse("")).distinct().toList();
    return types.size() != 1 || types.getFirst().isEmpty() ? "" : types.getFirst() + ":";
  }

  private List<String> step() {
    List<String> words = new ArrayList<>(List.of("srun", "--export=ALL",
        "--kill-on-bad-exit=" + (job.isOneWorld() ? 1 : 0), "--open-mode=append"));
    words.addAll(perTask());
    words.add("--output=" + pattern(folder.logs()) + "/process-%t.out");
    words.add("--error=" + pattern(folder.logs()) + "/process-%t.err");
    words.addAll(container());
    // Slurm binds no GPUs by number: those of the one host are chosen among the ones it gave.
    if (!job.placement().allocation().gpus().isEmpty()) {
      words.addAll(List.of("env", "CUDA_VISIBLE_DEVICES=" + String.join(",",
          job.placement().allocation().gpus().stream().map(String::valueOf).toList())));
    }
    words.addAll(job.command());
    return words;
  }

  /** Pyxis reads its own options of srun, not of sbatch: a step inside a container could start none itself. */
  private List<String> container() {
    List<String> words = new ArrayList<>();
    if (container.image().isEmpty()) return words;
    words.add("--container-image=" + container.image());
    if (!container.mounts().isEmpty()) words.add("--container-mounts=" + String.join(",", container.mounts()));
    if (!container.workdir().isEmpty()) words.add("--container-workdir=" + container.workdir());
    Map<String, String> flags = new TreeMap<>(container.flags());
    // What an image sets would count more.
    String names = Stream.concat(Stream.of(flags.getOrDefault("env", "").split(",")), job.environment().keySet().stream())
        .filter(name -> !name.isEmpty()).distinct().collect(Collectors.joining(","));
    if (!names.isEmpty()) flags.put("env", names);
    flags.forEach((name, value) -> words.add(
        (name.startsWith("no-") ? "--no-container-" + name.substring("no-".length()) : "--container-" + name)
            + (value.isEmpty() ? "" : "=" + value)));
    return words;
  }

  private static String pattern(Path path) {
    return path.toString().replace("%", "%%");
  }

  /** As sbatch takes lines apart: in double quotes only they and the backslash mean something. */
  private static String quoted(String option) {
    if (option.matches("[A-Za-z0-9_=:,./%-]+")) return option;
    return "\"" + option.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
