package evox.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of text.
 *
 * @param title above it
 * @param columns their headings; none where each row is a name and what it stands for
 * @param rows of as many cells as there are headings, or two
 */
public record Table(String title, List<String> columns, List<List<String>> rows) implements Section {

  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    int cells = columns.isEmpty() ? 2 : columns.size();
    for (List<String> row : rows) {
      if (row.size() != cells) {
        throw new IllegalArgumentException("a row must have " + cells + " cells, got row=" + row);
      }
    }
  }

  /** A table without rows. */
  public static Table of(String title, String... columns) {
    return new Table(title, List.of(columns), List.of());
  }

  /** The same table and one more row. */
  public Table row(Object... cells) {
    List<List<String>> more = new ArrayList<>(rows);
    more.add(Arrays.stream(cells).map(String::valueOf).toList());
    return new Table(title, columns, more);
  }
}
