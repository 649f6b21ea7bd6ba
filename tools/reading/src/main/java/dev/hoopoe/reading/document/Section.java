package dev.hoopoe.reading.document;

/**
 * A part of a document that can be cited.
 *
 * @param label such as {@code page 3}, {@code sheet Prices}, {@code slide 2}, {@code chapter 4}; ""
 *     where the document has no parts
 * @param markdown may be empty, as pages can be
 */
public record Section(String label, String markdown) {}
