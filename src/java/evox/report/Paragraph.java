package evox.report;

/** Plain text. */
public record Paragraph(String text) implements Section {}
