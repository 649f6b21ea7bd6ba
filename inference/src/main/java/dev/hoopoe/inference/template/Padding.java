package dev.hoopoe.inference.template;

/** Fills a text up to a width, counted in code points. */
final class Padding {
    private Padding() {}

    /**
     * Fills on the sides that the alignment leaves.
     *
     * @param align one of {@code < > ^}
     */
    static Text pad(Text text, int width, Text fill, char align) {
        int missing = width - text.length();
        if (missing <= 0) {
            return text;
        }
        int left =
                switch (align) {
                    case '<' -> 0;
                    case '^' -> missing / 2;
                    default -> missing;
                };
        return around(text, left, missing - left, fill);
    }

    /** {@code str.center} puts the odd one on the left when the width is odd. */
    static Text center(Text text, int width, Text fill) {
        int missing = Math.max(0, width - text.length());
        int left = missing / 2 + (missing & width & 1);
        return around(text, left, missing - left, fill);
    }

    private static Text around(Text text, int left, int right, Text fill) {
        Text.Builder out = new Text.Builder();
        repeat(fill, left, out);
        out.append(text);
        repeat(fill, right, out);
        return out.build();
    }

    private static void repeat(Text fill, int times, Text.Builder out) {
        for (int done = 0; done < times; done++) {
            out.append(fill);
        }
    }
}
