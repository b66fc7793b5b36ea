package evox.report;

/** A part of a {@link Report}. */
public sealed interface Section permits Paragraph, Table, Chart {}
