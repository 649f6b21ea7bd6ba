package dev.hoopoe.files;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds whole lines of a text by what is in them, leaving aside indentation, spaces at line ends
 * and how many spaces stand between words: what a model gets wrong when it copies. Immutable.
 */
final class LooseLines {
    private record Line(int from, int to, String words) {}

    private final String text;
    private final List<Line> lines = new ArrayList<>();

    LooseLines(String text) {
        this.text = text;
        for (int from = 0; from < text.length(); ) {
            int feed = text.indexOf('\n', from);
            int next = feed < 0 ? text.length() : feed;
            int end = next > from && text.charAt(next - 1) == '\r' ? next - 1 : next;
            lines.add(new Line(from, end, words(text.substring(from, end))));
            from = next + 1;
        }
    }

    /** The places of the old lines, each with the new text in the indentation that it has there. */
    List<TextEdit.Part> find(String old, String put) {
        List<String> wanted = old.strip().lines().map(LooseLines::words).toList();
        List<TextEdit.Part> parts = new ArrayList<>();
        if (wanted.isEmpty()) {
            return parts;
        }
        String oldIndent = indent(old.replaceFirst("^(\\s*\\n)+", ""));
        String bare = put.replaceFirst("\\s+$", "");
        for (int i = 0; i + wanted.size() <= lines.size(); i++) {
            if (at(i, wanted)) {
                int from = lines.get(i).from();
                int to = lines.get(i + wanted.size() - 1).to();
                String there = indent(text.substring(from, to));
                parts.add(new TextEdit.Part(from, to, indented(bare, oldIndent, there)));
                i += wanted.size() - 1;
            }
        }
        return parts;
    }

    private boolean at(int first, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!lines.get(first + i).words().equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static String indented(String put, String from, String to) {
        if (from.equals(to)) {
            return put;
        }
        String end = put.contains("\r\n") ? "\r\n" : "\n";
        List<String> made = new ArrayList<>();
        for (String line : put.lines().toList()) {
            boolean moves = !line.isBlank() && line.startsWith(from);
            made.add(moves ? to + line.substring(from.length()) : line);
        }
        return String.join(end, made);
    }

    private static String indent(String text) {
        int end = 0;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return text.substring(0, end);
    }

    private static String words(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }
}
