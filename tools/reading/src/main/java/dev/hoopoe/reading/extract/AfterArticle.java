package dev.hoopoe.reading.extract;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a choice what comes with an article without being part of it: the next articles of
 * an endless page, comments, and unsure blocks below the article. Acts only on pages that say that
 * they are articles; elsewhere the same things are often what people come for.
 */
final class AfterArticle {
    private static final List<String> TYPES =
            List.of(
                    "Article",
                    "NewsArticle",
                    "ReportageNewsArticle",
                    "LiveBlogPosting",
                    "BlogPosting",
                    "TechArticle",
                    "Report");

    /** An article element with fewer chosen words may be a teaser. */
    private static final int LEAST_WORDS = 50;

    /** The innermost region that holds this share of the chosen words is the article's. */
    private static final double MOST = 0.6;

    /** Below that region a block must be this likely. */
    private static final float SURE = 0.7f;

    private final PageBlocks page;
    private final boolean[] kept;

    private AfterArticle(PageBlocks page, boolean[] kept) {
        this.page = page;
        this.kept = kept;
    }

    static void drop(PageBlocks page, boolean[] kept, float[] scores) {
        if (isArticle(page)) {
            AfterArticle guards = new AfterArticle(page, kept);
            guards.otherArticles();
            guards.unsure(scores);
            ArticleBody.drop(page, kept);
            guards.comments();
        }
    }

    static boolean isArticle(PageBlocks page) {
        String type = page.notes.meta("og:type").toLowerCase(Locale.ROOT);
        return type.equals("article")
                || type.equals("blog")
                || (type.isEmpty() && !page.notes.meta("article:published_time").isEmpty())
                || page.linkedData().stream()
                        .anyMatch(item -> TYPES.stream().anyMatch(t -> LinkedData.is(item, t)));
    }

    /** Drops the article elements that follow the one around the page's main heading. */
    private void otherArticles() {
        int heading = new TitleMatch(page).mainHeading();
        Region own = heading < 0 ? null : outermostArticle(page.get(heading).region());
        if (own == null || words(own) < LEAST_WORDS) {
            return;
        }
        for (Region region : page.regions) {
            if (region.firstBlock >= own.endBlock && isArticle(region)) {
                Arrays.fill(kept, region.firstBlock, region.endBlock, false);
            }
        }
    }

    private static @Nullable Region outermostArticle(Region from) {
        Region found = null;
        for (Region region = from; region != null; region = region.parent) {
            found = isArticle(region) ? region : found;
        }
        return found;
    }

    private static boolean isArticle(Region region) {
        return region.element.normalName().equals("article");
    }

    private int words(Region region) {
        int words = 0;
        for (int i = region.firstBlock; i < region.endBlock; i++) {
            words += kept[i] ? page.get(i).words() : 0;
        }
        return words;
    }

    private void unsure(float[] scores) {
        for (int i = endOfMost(); i < kept.length; i++) {
            kept[i] &= scores[i] >= SURE;
        }
    }

    /** The first block after the region that holds most of the choice. */
    private int endOfMost() {
        int[] words = sums();
        double least = MOST * words[kept.length];
        int depth = -1;
        int end = kept.length;
        for (Region region : page.regions) {
            int held = words[region.endBlock] - words[region.firstBlock];
            if (held >= least && region.depth >= depth) {
                depth = region.depth;
                end = region.endBlock;
            }
        }
        return end;
    }

    private int[] sums() {
        int[] words = new int[kept.length + 1];
        for (int i = 0; i < kept.length; i++) {
            words[i + 1] = words[i] + (kept[i] ? page.get(i).words() : 0);
        }
        return words;
    }

    /** Comments are dropped unless they are most of the choice. */
    private void comments() {
        boolean[] comments = new boolean[kept.length];
        for (Region region : page.regions) {
            if (holdsComments(region)) {
                Arrays.fill(comments, region.firstBlock, region.endBlock, true);
            }
        }
        int balance = 0;
        for (int i = 0; i < kept.length; i++) {
            int words = kept[i] ? page.get(i).words() : 0;
            balance += comments[i] ? words : -words;
        }
        for (int i = 0; balance < 0 && i < kept.length; i++) {
            kept[i] &= !comments[i];
        }
    }

    private static boolean holdsComments(Region region) {
        if (region.blocks() == 0 || region.element.attributesSize() == 0) {
            return false;
        }
        String names =
                (region.element.id() + " " + region.element.className()).toLowerCase(Locale.ROOT);
        return names.contains("comment") || names.contains("disqus");
    }
}
