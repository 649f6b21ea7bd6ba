package dev.hoopoe.documents;

/**
 * A part of a file that is found and shown as one.
 *
 * @param path the file, as the workspace names it
 * @param from its first line, from 1
 * @param to its last line, included
 * @param heading the headings above it, outermost first, or ""
 * @param text its lines
 */
record Passage(String path, int from, int to, String heading, String text) {}
