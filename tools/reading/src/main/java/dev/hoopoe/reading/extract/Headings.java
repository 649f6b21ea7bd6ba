package dev.hoopoe.reading.extract;

/** Adds to a choice of blocks the headings that a reader needs to find his way. */
final class Headings {
    /** A heading this close above kept text heads it. */
    private static final int CLOSE = 2;

    /** The page's own heading may have a picture and names between it and the text. */
    private static final int MAIN_CLOSE = 25;

    private Headings() {}

    static boolean[] added(PageBlocks page, boolean[] kept) {
        boolean[] shown = kept.clone();
        int main = new TitleMatch(page).mainHeading();
        int next = Integer.MAX_VALUE;
        for (int i = kept.length - 1; i >= 0; i--) {
            int close = i == main ? MAIN_CLOSE : CLOSE;
            boolean heads = page.get(i).heading() > 0 && next - i <= close;
            shown[i] |= heads && !page.get(i).region().hidden;
            next = kept[i] ? i : next;
        }
        return shown;
    }
}
