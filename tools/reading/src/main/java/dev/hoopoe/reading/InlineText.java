package dev.hoopoe.reading;

import org.jspecify.annotations.Nullable;

/**
 * One run of text with its emphasis, links and code, white space collapsed. A line feed in it is a
 * hard break; two are a new paragraph.
 *
 * <p>Whether an emphasis marker works depends on the characters around it (CommonMark 0.31, 6.2).
 * The one after it comes later, so the last closed emphasis stays open to repair until then.
 */
final class InlineText {
    /** Sentence punctuation that may as well stand outside an emphasis. */
    private static final String MOVABLE = ":,.;?、。，：；？";

    /** Longer code stands beside the next with a space: joining on would take quadratic time. */
    private static final int MAX_JOINED_CODE = 500;

    private final StringBuilder out = new StringBuilder();
    private final boolean inLink;
    private boolean spaceBefore;
    private boolean space;
    private @Nullable Closed closed;
    private String lastCode = "";
    private int lastCodeEnd = -1;

    /** An emphasis whose closing marker is the last thing written. */
    private record Closed(Emphasis kind, int start, boolean html) {
        String opening() {
            return html ? kind.opening : kind.marker;
        }

        String closing() {
            return html ? kind.closing : kind.marker;
        }
    }

    InlineText(boolean inLink) {
        this.inLink = inLink;
    }

    boolean isEmpty() {
        return out.isEmpty();
    }

    /** Adds text of the page. */
    void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Characters.space(c)) {
                space();
            } else if (!Characters.invisible(c)) {
                before(text.codePointAt(i));
                if (Escapes.inline(text, i, last(), inLink)) {
                    out.append('\\');
                }
                out.append(c);
            }
        }
    }

    /** Adds Markdown that is written already. */
    void raw(String markdown) {
        if (!markdown.isEmpty()) {
            before(markdown.codePointAt(0));
            guardTarget(markdown);
            out.append(markdown);
        }
    }

    void space() {
        space = !out.isEmpty();
        spaceBefore |= out.isEmpty();
    }

    void lineBreak() {
        space = false;
        closed = null;
        if (!out.isEmpty()) {
            out.append('\n');
        }
    }

    /** Starts a new line, unless one has just begun. */
    void freshLine() {
        if (!out.isEmpty() && last() != '\n') {
            lineBreak();
        }
    }

    /** Adds code; white space in it is collapsed, as HTML shows it. */
    void code(String text) {
        String code = Characters.collapse(text);
        if (code.isBlank()) {
            space();
            return;
        }
        // Two code spans side by side would read as one with backticks inside.
        if (lastCodeEnd == out.length() && !space && lastCode.length() > MAX_JOINED_CODE) {
            space();
        } else if (lastCodeEnd == out.length() && !space) {
            out.setLength(out.length() - span(lastCode).length());
            code = lastCode + code;
        }
        lastCode = code;
        raw(span(code));
        lastCodeEnd = out.length();
    }

    private static String span(String code) {
        String inner = code.strip();
        String fence = "`".repeat(Characters.longestRun(inner, '`') + 1);
        boolean pad = inner.startsWith("`") || inner.endsWith("`");
        return pad ? fence + " " + inner + " " + fence : fence + inner + fence;
    }

    /** Adds another run as emphasis: its outer spaces stay outside. */
    void emphasised(InlineText inner, Emphasis kind) {
        surround(inner);
        String text = inner.trimmed().replaceAll("\n{2,}", "\n");
        if (!text.isEmpty()) {
            Closed before = space ? null : closed;
            if (before != null && before.kind == kind) {
                extend(before, text);
            } else {
                open(kind, text, before);
            }
        }
        space |= inner.space && !out.isEmpty();
    }

    /** Adds another run as the text of a link; without an address, as plain text. */
    void link(InlineText inner, String url) {
        surround(inner);
        String text = inner.trimmed().replaceAll("\\s*\n\\s*", " ");
        if (!text.isEmpty()) {
            boolean bare = text.equals(url) && url.startsWith("http");
            if (!url.isEmpty() && !bare && !space) {
                guardImage();
            }
            String link = bare ? "<" + url + ">" : "[" + text + "](" + url + ")";
            raw(url.isEmpty() ? text : link);
        }
        space |= inner.space && !out.isEmpty();
    }

    /** The Markdown, without space at either end. */
    String trimmed() {
        return out.toString().strip();
    }

    /** The Markdown in one line. */
    String oneLine(String breakAs) {
        return trimmed().replaceAll(" *\n[ \n]*", breakAs);
    }

    private void surround(InlineText inner) {
        if (inner.spaceBefore) {
            space();
        }
    }

    /** Emphasis that goes on where the same kind has just ended is one emphasis. */
    private void extend(Closed before, String text) {
        out.setLength(out.length() - before.closing().length());
        guardTarget(text);
        if (text.startsWith("[")) {
            guardImage();
        }
        out.append(text).append(before.closing());
    }

    private void open(Emphasis kind, String text, @Nullable Closed adjacent) {
        boolean html = !opens(kind, text, adjacent);
        raw(html ? "<" : kind.marker);
        int length = html ? 1 : kind.marker.length();
        int start = out.length() - length;
        out.setLength(start);
        closed = new Closed(kind, start, html);
        out.append(closed.opening()).append(text).append(closed.closing());
    }

    /** Whether a marker opens an emphasis here (CommonMark 0.31, 6.2: left-flanking). */
    private boolean opens(Emphasis kind, String text, @Nullable Closed adjacent) {
        boolean punctuation = Characters.punctuation(first(text, kind));
        if (adjacent != null) {
            return !punctuation && !Characters.punctuation(lastInside(adjacent));
        }
        int before = out.isEmpty() || space ? ' ' : out.codePointBefore(out.length());
        // A marker right after a literal one of its kind would join it.
        boolean joins = before == kind.marker.charAt(0);
        return !joins && (!punctuation || Characters.space(before) || punctuation(before));
    }

    private static boolean punctuation(int c) {
        return Characters.punctuation(c);
    }

    private static int first(String text, Emphasis kind) {
        int i = 0;
        while (i < text.length() - 1 && text.charAt(i) == kind.marker.charAt(0)) {
            i++;
        }
        return text.codePointAt(i);
    }

    /** The last character inside an emphasis, before the closing markers. */
    private int lastInside(Closed emphasis) {
        int i = out.length() - emphasis.closing().length();
        char marker = emphasis.kind.marker.charAt(0);
        while (i > 1 && out.charAt(i - 1) == marker) {
            i--;
        }
        return out.codePointBefore(i);
    }

    private char last() {
        return out.isEmpty() ? 0 : out.charAt(out.length() - 1);
    }

    /** An exclamation mark before a link would make it an image. */
    private void guardImage() {
        if (last() == '!') {
            out.insert(out.length() - 1, '\\');
        }
    }

    /** A parenthesis after a bracket would make a link of the two. */
    private void guardTarget(String next) {
        if (last() == ']' && next.charAt(0) == '(') {
            out.append('\\');
        }
    }

    private void before(int c) {
        if (space && last() != '\n') {
            out.append(' ');
        } else if (closed != null && !closes(closed, c)) {
            repair(closed);
        }
        space = false;
        closed = null;
    }

    /** Whether the marker closes its emphasis before this character (6.2: right-flanking). */
    private boolean closes(Closed emphasis, int next) {
        return emphasis.html
                || (next != emphasis.kind.marker.charAt(0) && Characters.punctuation(next))
                || !Characters.punctuation(lastInside(emphasis));
    }

    private void repair(Closed emphasis) {
        int end = out.length() - emphasis.kind.marker.length();
        char inside = out.charAt(end - 1);
        boolean movable =
                MOVABLE.indexOf(inside) >= 0
                        && end - emphasis.start > emphasis.kind.marker.length() + 1
                        && !Characters.punctuation(out.codePointBefore(end - 1));
        if (movable) {
            out.deleteCharAt(end - 1).append(inside);
            return;
        }
        out.setLength(end);
        out.append(emphasis.kind.closing);
        int start = emphasis.start;
        out.replace(start, start + emphasis.kind.marker.length(), emphasis.kind.opening);
    }
}
