package dev.hoopoe.reading.extract;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** How a block relates to the page's title and to its first great heading. */
final class TitleMatch {
    private static final int FAR = 300;
    private static final int MAX_TITLE_WORDS = 40;
    private final Set<String> title;
    private final int mainHeading;

    TitleMatch(PageBlocks page) {
        title = words(page.notes.meta("og:title") + " " + page.notes.title);
        mainHeading = mainHeading(page);
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        int start = -1;
        for (int i = 0; i <= text.length() && words.size() < MAX_TITLE_WORDS; i++) {
            boolean in = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
            if (in && start < 0) {
                start = i;
            } else if (!in && start >= 0) {
                words.add(text.substring(start, i).toLowerCase(Locale.ROOT));
                start = -1;
            }
        }
        return words;
    }

    /** The h1 that shares most with the title, else the first heading that shares anything. */
    private int mainHeading(PageBlocks page) {
        int best = -1;
        double most = 0;
        for (int i = 0; i < page.size(); i++) {
            int level = page.get(i).heading();
            if (level == 1 || level == 2) {
                double score = overlap(page.get(i)) + (level == 1 ? 0.5 : 0);
                if (score > most) {
                    most = score;
                    best = i;
                }
            }
        }
        return best;
    }

    private double overlap(Block block) {
        if (block.words() > MAX_TITLE_WORDS || title.isEmpty()) {
            return 0;
        }
        Set<String> own = words(block.text());
        long shared = own.stream().filter(title::contains).count();
        return own.isEmpty() ? 0 : (double) shared / own.size();
    }

    void write(int i, Block block, Row row) {
        row.add("title overlap", block.words() <= 30 ? overlap(block) : -1);
        row.add(
                "from main heading",
                mainHeading < 0 ? -FAR : Math.clamp(i - mainHeading, -FAR, FAR));
        row.add("main heading", i == mainHeading);
    }

    int mainHeading() {
        return mainHeading;
    }
}
