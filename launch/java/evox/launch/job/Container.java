package evox.launch.job;

import evox.launch.word.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What processes run in.
 *
 * @param image empty for no container: the host itself
 * @param mounts {@code source:target[:flags]} each
 * @param workdir where they start; empty for the image's own
 * @param flags further flags of Pyxis by their names without {@code container-}: {@code name}, {@code writable},
 *     {@code no-mount-home} ...; an empty value for a flag that has none
 */
public record Container(String image, List<String> mounts, String workdir, Map<String, String> flags) {

  /** None. */
  public static final Container NONE = new Container("", List.of(), "", Map.of());

  /** Those of Pyxis 0.24 that are not said otherwise. */
  private static final List<String> FLAGS = List.of("name", "save", "mount-home", "no-mount-home", "remap-root",
      "no-remap-root", "entrypoint", "no-entrypoint", "entrypoint-log", "writable", "readonly", "env", "unshare");

  public Container {
    mounts = List.copyOf(mounts);
    flags = Map.copyOf(flags);
    Job.requireOneLine("image", image);
    Job.requireOneLine("workdir", workdir);
    flags.forEach(Job::requireOneLine);
    for (String flag : flags.keySet()) Names.resolve("container flag", flag, flag, FLAGS);
    for (String mount : mounts) {
      Job.requireOneLine("mount", mount);
      if (mount.matches("[^:,]+:/[^:,]*(:[^:,]+)?")) continue;
      throw new IllegalArgumentException("a mount must be SOURCE:TARGET[:FLAGS] with a target from the root and no commas, "
          + "got mount=" + mount);
    }
    if (image.isEmpty() && !(mounts.isEmpty() && workdir.isEmpty() && flags.isEmpty())) {
      throw new IllegalArgumentException("a container must have an image, got none; give --image, or cpu_image and "
          + "gpu_image in the cluster file");
    }
  }

  /**
   * Variables for what runs in it, unless somebody says otherwise: images seldom have a locale, without which Java reads
   * nothing but ASCII in words and names of files.
   */
  public Map<String, String> locale() {
    return image.isEmpty() ? Map.of() : Map.of("LC_CTYPE", "C.UTF-8");
  }

  /** Where a path of the host is inside; empty where no mount shows it. */
  public Optional<Path> inside(Path outside) {
    for (String mount : mounts.reversed()) {
      String[] parts = mount.split(":");
      Path source = Path.of(parts[0]);
      if (outside.startsWith(source)) return Optional.of(Path.of(parts[1]).resolve(source.relativize(outside)));
    }
    return Optional.empty();
  }

  /** The same, with a folder of the host at its own place inside unless it is seen already; the host itself as it is. */
  public Container showing(Path folder) {
    if (image.isEmpty() || inside(folder).isPresent()) return this;
    List<String> more = new ArrayList<>(mounts);
    more.add(folder + ":" + folder);
    return new Container(image, more, workdir, flags);
  }
}
