package dev.hoopoe.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What indexing did.
 *
 * @param collection its name
 * @param files of the sources
 * @param indexed new or changed, read and indexed
 * @param removed gone since the last time
 * @param unreadable some of those that could not be read, with the reason
 * @param unread how many could not be read
 * @param passages made now
 * @param model whose vectors they have, or "" for words only
 * @param madeAnew why everything was indexed again, or ""
 * @param cancelled whether it ended early; what was indexed stays
 */
public record IndexReport(
        String collection,
        int files,
        int indexed,
        int removed,
        List<String> unreadable,
        int unread,
        int passages,
        String model,
        String madeAnew,
        boolean cancelled) {
    /** Reasons that are shown. */
    static final int MAX_REASONS = 5;

    public IndexReport {
        unreadable = List.copyOf(unreadable);
    }

    /** In a few lines, for people and models. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%s: %d files, %d indexed now, %d unchanged, %d removed, %d passages made",
                        collection,
                        files,
                        indexed,
                        Math.max(0, files - indexed - unread),
                        removed,
                        passages));
        lines.add(
                model.isEmpty()
                        ? "words only: no embedding model is here; run hoopoe docs index once to"
                                + " fetch it"
                        : "by words and by meaning (" + model + ")");
        if (!madeAnew.isEmpty()) {
            lines.add(madeAnew);
        }
        if (cancelled) {
            lines.add("stopped early; the same call goes on where it was");
        }
        unreadable.forEach(r -> lines.add("not read: " + r));
        if (unread > unreadable.size()) {
            lines.add("not read: " + (unread - unreadable.size()) + " more");
        }
        return String.join("\n", lines);
    }
}
