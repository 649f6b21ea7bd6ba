package dev.hoopoe.documents;

/**
 * A part of a document that is found and shown as one.
 *
 * @param page the page, sheet, slide or chapter that it is on, such as {@code page 3}, or ""
 * @param from its first line, from 1: of the file, or of the page's Markdown where there is one; 0
 *     where the file's lines say nothing to a reader
 * @param to its last line, included
 * @param heading the headings above it, outermost first, or ""
 * @param text its lines
 */
record Passage(String page, int from, int to, String heading, String text) {
    /** Where it is inside its document, as {@code :page 3:10-12}. */
    String place() {
        String lines = from == 0 ? "" : ":" + from + "-" + to;
        return (page.isEmpty() ? "" : ":" + page) + lines;
    }
}
