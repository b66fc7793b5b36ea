package evox.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of text, tables and charts: one HTML file that needs no network and no other file.
 *
 * <pre>{@code
 * Report.of("Growth")
 *     .text("Bacteria in a dish, counted every hour.")
 *     .chart(Chart.of("Colony", "hour", "cells").points("counted", hours, cells).line("fitted", hours, model))
 *     .table(Table.of("Estimates", "parameter", "value").row("rate", 0.41))
 *     .write(Path.of("growth.html"));
 * }</pre>
 *
 * @param title at its head
 * @param sections in their order
 */
public record Report(String title, List<Section> sections) {

  public Report {
    sections = List.copyOf(sections);
  }

  /** A page with a title only. */
  public static Report of(String title) {
    return new Report(title, List.of());
  }

  /** The same page and a paragraph. */
  public Report text(String text) {
    return with(List.of(new Paragraph(text)));
  }

  /** The same page and a table. */
  public Report table(Table table) {
    return with(List.of(table));
  }

  /** The same page and a chart. */
  public Report chart(Chart chart) {
    return with(List.of(chart));
  }

  /** The same page and the sections of another. */
  public Report append(Report other) {
    return with(other.sections);
  }

  private Report with(List<Section> added) {
    List<Section> more = new ArrayList<>(sections);
    more.addAll(added);
    return new Report(title, more);
  }

  /** Writes the page, whole or not at all; returns the path. */
  public Path write(Path path) {
    OutputFile.write(path, new Page().of(this));
    return path;
  }
}
