package dev.hoopoe.reading;

/**
 * One run of text with its emphasis, links and code, white space collapsed. A line feed in it is a
 * hard break; two are a new paragraph.
 */
final class InlineText {
    /** Punctuation that is markup of ours, and must not be moved out of an emphasis. */
    private static final String MARKUP = "*_`~\\[]()!<>";

    private final StringBuilder out = new StringBuilder();
    private final boolean inLink;
    private boolean spaceBefore;
    private boolean space;
    private String closed = "";

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
                before(c);
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
            before(markdown.charAt(0));
            out.append(markdown);
        }
    }

    void space() {
        space = !out.isEmpty();
        spaceBefore |= out.isEmpty();
    }

    void lineBreak() {
        space = false;
        closed = "";
        if (!out.isEmpty()) {
            out.append('\n');
        }
    }

    /** Adds another run between markers, with its outer spaces and punctuation where they work. */
    void emphasised(InlineText inner, String marker) {
        surround(inner);
        String text = inner.trimmed().replaceAll("\n{2,}", "\n");
        int skip = 0;
        // An opening marker between a letter and punctuation opens nothing (CommonMark 0.31, 6.2).
        while (skip < text.length() && !space && word(last()) && movable(text.charAt(skip))) {
            skip++;
        }
        raw(text.substring(0, skip));
        if (skip < text.length()) {
            raw(marker + text.substring(skip) + marker);
            closed = marker;
        }
        space |= inner.space && !out.isEmpty();
    }

    /** Adds another run as the text of a link; without an address, as plain text. */
    void link(InlineText inner, String url) {
        surround(inner);
        String text = inner.trimmed().replaceAll("\n+", " ");
        if (!text.isEmpty()) {
            raw(url.isEmpty() || text.equals(url) ? text : "[" + text + "](" + url + ")");
        }
        space |= inner.space && !out.isEmpty();
    }

    /** The Markdown, without space at either end. */
    String trimmed() {
        return out.toString().strip();
    }

    /** The Markdown in one line. */
    String oneLine(String breakAs) {
        return trimmed().replaceAll(" *\n+ *", breakAs);
    }

    private void surround(InlineText inner) {
        if (inner.spaceBefore) {
            space();
        }
    }

    private char last() {
        return out.isEmpty() ? 0 : out.charAt(out.length() - 1);
    }

    private void before(char c) {
        if (space && last() != '\n') {
            out.append(' ');
        } else if (!closed.isEmpty() && word(c)) {
            moveOut();
        }
        space = false;
        closed = "";
    }

    /** A closing marker between punctuation and a letter closes nothing: swaps the two. */
    private void moveOut() {
        int end = out.length() - closed.length();
        int start = end;
        while (start > 0
                && movable(out.charAt(start - 1))
                && (start < 2 || out.charAt(start - 2) != '\\')) {
            start--;
        }
        if (start < end) {
            out.delete(end, out.length()).insert(start, closed);
        }
    }

    private static boolean movable(char c) {
        return Characters.punctuation(c) && MARKUP.indexOf(c) < 0;
    }

    private static boolean word(char c) {
        return Character.isLetterOrDigit(c);
    }
}
