package evox.launch.kubernetes;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What people put on the objects of a job, to find them again by or to be charged for them.
 *
 * @param values by name: both as Kubernetes has them
 */
public record Labels(Map<String, String> values) {

  /** None but our own. */
  public static final Labels NONE = new Labels(Map.of());

  private static final String WORD = "[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";
  private static final String DOMAIN = "[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*";
  private static final int LONGEST_DOMAIN = 253;

  /** By these we find our own. */
  private static final List<String> OURS = List.of(PodTemplate.NAME, PodTemplate.RUN);

  public Labels {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
    values.forEach((name, value) -> {
      int slash = name.indexOf('/');
      boolean placed = slash < 0 || slash <= LONGEST_DOMAIN && name.substring(0, slash).matches(DOMAIN);
      if (!placed || !name.substring(slash + 1).matches(WORD)) {
        throw new IllegalArgumentException("a label's name must be at most 63 letters, digits, dots, hyphens and underscores "
            + "that begin and end with a letter or digit, after a domain and a slash if there is one, got --label " + name
            + "=" + value);
      }
      if (!value.isEmpty() && !value.matches(WORD)) {
        throw new IllegalArgumentException("a label's value must be at most 63 letters, digits, dots, hyphens and underscores "
            + "that begin and end with a letter or digit, got --label " + name + "=" + value);
      }
      if (OURS.contains(name)) {
        throw new IllegalArgumentException("a label must not be one by which jobs are found, got --label " + name + "=" + value);
      }
    });
  }
}
