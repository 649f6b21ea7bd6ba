package dev.hoopoe.documents;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Doc;
import dev.hoopoe.tools.Or;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.Tokens;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Trait;
import dev.hoopoe.tools.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Search with citations over the text files of the workspace. The index is made at the first search
 * and lives in memory until {@link #close()}. Thread-safe.
 */
public final class DocumentTools implements Closeable {
    /** Passages that a call can ask for. */
    public static final int MAX_PASSAGES = 50;

    private final Workspace workspace;
    private final Function<String, Optional<String>> addresses;
    private final PassageIndex.Limits limits;
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable PassageIndex opened;

    /** Tools on the files of this workspace. */
    public DocumentTools(Workspace workspace) {
        this(workspace, PassageIndex.Limits.DEFAULT);
    }

    /** Tools on the files of this workspace and on the pages of these collections. */
    public DocumentTools(Workspace workspace, CollectionFolders collections) {
        this(new WithCollections(workspace, collections));
    }

    private DocumentTools(WithCollections both) {
        this(both, both::address, PassageIndex.Limits.DEFAULT);
    }

    DocumentTools(Workspace workspace, PassageIndex.Limits limits) {
        this(workspace, file -> Optional.empty(), limits);
    }

    private DocumentTools(
            Workspace workspace,
            Function<String, Optional<String>> addresses,
            PassageIndex.Limits limits) {
        this.workspace = workspace;
        this.addresses = addresses;
        this.limits = limits;
    }

    record Search(
            String query,
            @Doc("folder; all if left out") Optional<String> collection,
            @Or("5") int limit,
            @Or("1500") int max_tokens) {}

    @Tool(
            value = "Find the passages of all text files that answer a question.",
            traits = Trait.READS_PRIVATE)
    Reply doc_search(Search in, Call call) {
        if (in.query().isBlank()) {
            throw new ToolException("The query is empty.", "Send a question or some words.");
        }
        PassageIndex index = index();
        PassageIndex.Coverage coverage = index.update(call);
        String folder = folder(in);
        if (!index.covers(folder)) {
            throw new ToolException(
                    "There is no collection or folder " + folder + " with text files.",
                    "Leave collection out to search all files.");
        }
        int limit = Math.max(1, Math.min(in.limit(), MAX_PASSAGES));
        List<PassageIndex.Hit> hits =
                index.search(Queries.of(in.query(), folder, index.analyzer()), limit);
        Reply reply =
                hits.isEmpty()
                        ? Reply.of("no passage matches; try other words, or file_search")
                        : shown(hits, in.max_tokens());
        reply = reply.fact("files", coverage.files());
        return coverage.leftOut() == 0 ? reply : reply.fact("left_out", coverage.leftOut());
    }

    private static String folder(Search in) {
        String folder = in.collection().orElse("").strip().replaceFirst("^(\\./|/)+", "");
        boolean all = folder.isEmpty() || folder.equals(".") || folder.equals("files");
        return all ? "" : folder.replaceFirst("/+$", "") + "/";
    }

    private Reply shown(List<PassageIndex.Hit> hits, int budget) {
        StringBuilder text = new StringBuilder();
        Set<String> files = new LinkedHashSet<>();
        int number = 0;
        int left = budget;
        for (PassageIndex.Hit hit : hits) {
            String passage = passage(number + 1, hit);
            left -= Tokens.estimate(passage);
            if (left < 0 && number > 0) {
                break;
            }
            number++;
            text.append(text.isEmpty() ? "" : "\n\n").append(passage);
            files.add(hit.passage().path());
        }
        Reply reply = Reply.of(text.toString()).fact("passages", number);
        for (String file : files) {
            // A page's source is its address: it is a stranger's text, also in the user's folders.
            Source.File kept = new Source.File(file);
            reply = reply.source(addresses.apply(file).<Source>map(Source.Url::new).orElse(kept));
        }
        return reply;
    }

    private static String passage(int number, PassageIndex.Hit hit) {
        Passage passage = hit.passage();
        String first =
                String.format(
                        Locale.ROOT,
                        "%d. %s:%d-%d (%.1f)",
                        number,
                        passage.path(),
                        passage.from(),
                        passage.to(),
                        hit.score());
        String heading = passage.heading();
        boolean known = heading.isEmpty() || passage.text().startsWith("#");
        return first + (known ? "" : " " + heading) + "\n" + passage.text();
    }

    // Loading Lucene takes a third of a second, which a session without a search need not pay.
    private PassageIndex index() {
        opening.lock();
        try {
            PassageIndex index = opened == null ? new PassageIndex(workspace, limits) : opened;
            opened = index;
            return index;
        } finally {
            opening.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        opening.lock();
        try {
            if (opened != null) {
                opened.close();
                opened = null;
            }
        } finally {
            opening.unlock();
        }
    }
}
