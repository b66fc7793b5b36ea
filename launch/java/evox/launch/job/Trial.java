package evox.launch.job;

/**
 * The name of a run: it is a folder's and a job's, so that each part is letters, digits, dots and hyphens.
 *
 * @param user who runs it; names of users may have {@code @}, as those of directories do
 * @param experiment what is tried
 * @param trial which time
 */
public record Trial(String user, String experiment, String trial) {

  /** Kubernetes takes no longer names, and adds to them. */
  private static final int LONGEST = 40;

  public Trial {
    if (!user.matches("[A-Za-z0-9_][A-Za-z0-9._@+-]{0,63}")) {
      throw new IllegalArgumentException("user must be at most 64 letters, digits, dots, hyphens, underscores, @ and + that "
          + "begin with a letter, digit or underscore, got user=" + user);
    }
    require("experiment", experiment);
    require("trial", trial);
  }

  private static void require(String what, String name) {
    if (name.length() <= LONGEST && name.matches("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")) return;
    throw new IllegalArgumentException(what + " must be at most " + LONGEST + " letters, digits, dots, hyphens and "
        + "underscores that begin and end with a letter or digit, got " + what + "=" + name);
  }

  /** A user as the system calls him: a backslash between him and his domain can't be in a path that Slurm takes. */
  public static String user(String name) {
    return name.replace('\\', '+');
  }

  /** The one of {@code experiment/trial}. */
  public static Trial parse(String user, String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 2) throw new IllegalArgumentException("a trial must be EXPERIMENT/TRIAL, got " + text);
    return new Trial(user, parts[0], parts[1]);
  }

  /** What a scheduler shows it as. */
  public String jobName() {
    return experiment + "-" + trial;
  }

  @Override
  public String toString() {
    return experiment + "/" + trial;
  }
}
