package dev.hoopoe.documents;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Doc;
import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.Jobs;
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

/**
 * Search with citations over the files of the workspace and the collections. Thread-safe. Closing
 * it frees the index in memory; library and jobs are closed by whoever made them.
 */
public final class DocumentTools implements Closeable {
    /** Passages that a call can ask for. */
    public static final int MAX_PASSAGES = 50;

    /** The collection of sources without a name of their own. */
    public static final String DEFAULT_COLLECTION = "documents";

    private final Workspace workspace;
    private final PassageSearch search;
    private final Optional<Indexing> indexing;
    private final Optional<Jobs> jobs;

    /** Tools on the files of this workspace, which search but do not index. */
    public DocumentTools(Workspace workspace) {
        this(workspace, PassageIndex.Limits.DEFAULT);
    }

    DocumentTools(Workspace workspace, PassageIndex.Limits limits) {
        this.workspace = workspace;
        this.search = new PassageSearch(workspace, limits);
        this.indexing = Optional.empty();
        this.jobs = Optional.empty();
    }

    /**
     * Tools on the files of this workspace and on a library.
     *
     * @param pages through which addresses are fetched
     */
    public DocumentTools(Workspace workspace, Library library, PageSource pages, Jobs jobs) {
        this.workspace = workspace;
        this.search = new PassageSearch(workspace, library);
        this.indexing = Optional.of(new Indexing(library, pages));
        this.jobs = Optional.of(jobs);
    }

    record Index(
            @Doc("folders, files, URLs") List<String> sources,
            @Or(DEFAULT_COLLECTION) String collection) {}

    @Tool(
            value = "Index sources for doc_search by meaning; again: only what changed. A job.",
            effect = Effect.ADDS,
            traits = {Trait.READS_UNTRUSTED, Trait.SENDS_OUTSIDE})
    Reply doc_index(Index in) {
        CollectionFolders.requireName(in.collection());
        if (new Sources(in.sources()).isEmpty()) {
            throw new ToolException(
                    "There are no sources.", "Name folders, files or addresses of pages.");
        }
        Indexing work =
                indexing.orElseThrow(() ->
                        new ToolException(
                                "Nothing is indexed on disk here.",
                                "Use doc_search, which reads the files as they are."));
        return jobs.orElseThrow()
                .startReply(
                        "index " + in.collection(),
                        call ->
                                Reply.of(
                                        work.run(
                                                in.collection(),
                                                in.sources(),
                                                path -> new IndexSource(workspace, path),
                                                call)));
    }

    record Search(
            String query,
            @Doc("or folder; all if left out") Optional<String> collection,
            @Or("5") int limit,
            @Or("1500") int max_tokens) {}

    @Tool(
            value = "Find the passages of files and collections that answer a question.",
            traits = Trait.READS_PRIVATE)
    Reply doc_search(Search in, Call call) {
        if (in.query().isBlank()) {
            throw new ToolException("The query is empty.", "Send a question or some words.");
        }
        String where = where(in);
        PassageSearch.Results found = search.search(in.query(), where, call);
        if (!found.known()) {
            throw new ToolException(
                    "There is no collection or folder " + where + " with text.",
                    "Leave collection out to search all files.");
        }
        Reply reply =
                found.hits().isEmpty()
                        ? Reply.of("no passage matches; try other words, or file_search")
                        : shown(found, in);
        for (String name : search.damaged()) {
            reply = reply.fact("damaged", name);
        }
        reply = reply.fact("files", found.coverage().files());
        int leftOut = found.coverage().leftOut();
        return leftOut == 0 ? reply : reply.fact("left_out", leftOut);
    }

    private static String where(Search in) {
        String where = in.collection().orElse("").strip().replaceFirst("^(\\./|/)+", "");
        boolean all = where.isEmpty() || where.equals(".") || where.equals("files");
        return all ? "" : where.replaceFirst("/+$", "");
    }

    private static Reply shown(PassageSearch.Results found, Search in) {
        int limit = Math.max(1, Math.min(in.limit(), MAX_PASSAGES));
        StringBuilder text = new StringBuilder();
        Set<Source> sources = new LinkedHashSet<>();
        int number = 0;
        int left = in.max_tokens();
        for (HybridSearch.Hit hit : found.hits().stream().limit(limit).toList()) {
            String passage = passage(number + 1, hit, found);
            left -= Tokens.estimate(passage);
            if (left < 0 && number > 0) {
                break;
            }
            number++;
            text.append(text.isEmpty() ? "" : "\n\n").append(passage);
            sources.add(source(hit.stored(), found));
        }
        Reply reply = Reply.of(text.toString()).fact("passages", number);
        for (Source source : sources) {
            reply = reply.source(source);
        }
        return reply.fact("by", found.byMeaning() ? "words+meaning" : "words");
    }

    /** A page's source is its address: it is a stranger's text, also in the user's folders. */
    private static Source source(StoredPassage stored, PassageSearch.Results found) {
        return stored.url().isEmpty()
                ? new Source.File(name(stored, found))
                : new Source.Url(stored.url());
    }

    /** The address, what the workspace calls the file, or where it is on this machine. */
    private static String name(StoredPassage stored, PassageSearch.Results found) {
        return stored.url().isEmpty()
                ? found.paths().getOrDefault(stored.key(), stored.key())
                : stored.url();
    }

    private static String passage(int number, HybridSearch.Hit hit, PassageSearch.Results found) {
        Passage passage = hit.stored().passage();
        String first =
                String.format(
                        Locale.ROOT,
                        "%d. %s%s (%.2f)",
                        number,
                        name(hit.stored(), found),
                        passage.place(),
                        hit.score());
        String heading = passage.heading();
        boolean known = heading.isEmpty() || passage.text().startsWith("#");
        return first + (known ? "" : " " + heading) + "\n" + passage.text();
    }

    @Override
    public void close() throws IOException {
        search.close();
    }
}
