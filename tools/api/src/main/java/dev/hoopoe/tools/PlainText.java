package dev.hoopoe.tools;

/**
 * Takes out of a text what a person cannot see but a model reads: control characters, zero-width
 * and bidirectional marks, and Unicode tag characters (Unicode Technical Report 36). Strangers hide
 * instructions in them.
 */
public final class PlainText {
    private PlainText() {}

    /** The text without invisible characters; tabs and line feeds stay, CR LF becomes LF. */
    public static String clean(String text) {
        if (text.codePoints().allMatch(c -> c != '\r' && visible(c))) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .filter(PlainText::visible)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean visible(int c) {
        if (c < 0x80) {
            return (c >= 0x20 && c != 0x7F) || c == '\n' || c == '\t';
        }
        return !(Character.isISOControl(c) || bidi(c) || zeroWidth(c) || tag(c) || noncharacter(c));
    }

    private static boolean bidi(int c) {
        return c == 0x061C
                || (c >= 0x200E && c <= 0x200F)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    // U+200D joins emoji and U+200C shapes Persian: they stay, as text is unreadable without them.
    private static boolean zeroWidth(int c) {
        return c == 0x00AD
                || c == 0x200B
                || c == 0xFEFF
                || (c >= 0x2060 && c <= 0x2064)
                || c == 0x180E;
    }

    private static boolean tag(int c) {
        return c >= 0xE0000 && c <= 0xE0FFF;
    }

    private static boolean noncharacter(int c) {
        return (c & 0xFFFE) == 0xFFFE
                || (c >= 0xFDD0 && c <= 0xFDEF)
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
