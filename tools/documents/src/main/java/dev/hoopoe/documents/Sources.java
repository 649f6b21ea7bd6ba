package dev.hoopoe.documents;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.CollectionSink;
import dev.hoopoe.tools.ToolException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Tells pages from files among the sources that a caller names, and fetches the pages. */
final class Sources {
    /** Sources of one call. */
    static final int MAX_SOURCES = 100;

    private final List<String> pages = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();

    Sources(List<String> named) {
        for (String source : named) {
            String text = source.strip();
            if (!text.isEmpty()) {
                (text.matches("(?i)https?://.*") ? pages : paths).add(text);
            }
        }
        if (pages.size() + paths.size() > MAX_SOURCES) {
            throw new ToolException(
                    "%d sources are too many; one call takes up to %d."
                            .formatted(pages.size() + paths.size(), MAX_SOURCES),
                    "Name folders, or call it several times.");
        }
    }

    boolean isEmpty() {
        return pages.isEmpty() && paths.isEmpty();
    }

    /** The files among them. */
    List<IndexSource> files(Function<String, IndexSource> open) {
        return paths.stream().map(open).toList();
    }

    /**
     * Fetches the pages among them; one that fails does not keep the others out.
     *
     * @return why some could not be had
     */
    List<String> fetch(PageSource from, CollectionSink.Opener collections, String name, Call call) {
        List<String> failed = new ArrayList<>();
        if (pages.isEmpty()) {
            return failed;
        }
        try (CollectionSink into = collections.open(name)) {
            for (String page : pages) {
                call.progress(0, 0, "fetching " + page);
                try {
                    from.add(page, into, call);
                } catch (ToolException e) {
                    failed.add(page + ": " + e.getMessage());
                }
            }
        }
        if (failed.size() == pages.size() && paths.isEmpty()) {
            throw new ToolException("No page could be fetched:", String.join(" ", failed));
        }
        return failed;
    }
}
