package dev.hoopoe.cli;

import dev.hoopoe.agent.ReadAhead;
import dev.hoopoe.database.DatabaseSource;
import dev.hoopoe.database.DatabaseTools;
import dev.hoopoe.database.Databases;
import dev.hoopoe.database.WriteTools;
import dev.hoopoe.documents.CollectionFolders;
import dev.hoopoe.files.FileTools;
import dev.hoopoe.files.FileWorkspace;
import dev.hoopoe.files.NewFiles;
import dev.hoopoe.files.UndoJournal;
import dev.hoopoe.scraping.BrowserTools;
import dev.hoopoe.scraping.CrawlTools;
import dev.hoopoe.scraping.Crawls;
import dev.hoopoe.scraping.ExtractTools;
import dev.hoopoe.scraping.KeptPages;
import dev.hoopoe.scraping.SearchTools;
import dev.hoopoe.scraping.WebAccess;
import dev.hoopoe.scraping.WebOptions;
import dev.hoopoe.scraping.WebTools;
import dev.hoopoe.scraping.browser.BrowserOptions;
import dev.hoopoe.scraping.browser.FolderDownloads;
import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.Downloads;
import dev.hoopoe.tools.Handles;
import dev.hoopoe.tools.JobTools;
import dev.hoopoe.tools.Jobs;
import dev.hoopoe.tools.ResultStore;
import dev.hoopoe.tools.ResultTools;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import dev.hoopoe.tools.UndoStore;
import dev.hoopoe.tools.UndoTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The tools of a command, wired to what it may use; closing it ends browsers and connections. */
final class OpenTools implements AutoCloseable {
    private final ToolBox undoing;
    private final NewFiles newFiles;
    private final Set<String> databaseNames;
    private final Databases databases;
    private final WebAccess web;
    private final Jobs jobs;
    private final OpenDocuments documents;
    private final List<Path> roots;
    private final OtherServers others;

    private OpenTools(
            ToolBox undoing,
            NewFiles newFiles,
            Set<String> names,
            Databases databases,
            WebAccess web,
            Jobs jobs,
            OpenDocuments documents,
            List<Path> roots,
            OtherServers others) {
        this.documents = documents;
        this.roots = List.copyOf(roots);
        this.jobs = jobs;
        this.databaseNames = Collections.unmodifiableSet(new LinkedHashSet<>(names));
        this.databases = databases;
        this.web = web;
        this.others = others;
        this.undoing = undoing;
        this.newFiles = newFiles;
    }

    /** The profile's tools; db_write says how it is allowed where it is not. */
    static OpenTools profile(Shell shell, ToolChoice choice) {
        return profile(shell, choice, Handles.numbered());
    }

    /** As {@link #profile(Shell, ToolChoice)}, with what is kept named so. */
    static OpenTools profile(Shell shell, ToolChoice choice, Handles handles) {
        return open(shell, choice.with(List.of()), choice.profile().tools(), handles);
    }

    /** The profile's tools without those that have nothing to work on, which only cost tokens. */
    static OpenTools configuredOnly(Shell shell, ToolChoice choice) {
        List<String> names = new ArrayList<>(choice.profile().tools());
        if (choice.databases().isEmpty()) {
            names.removeIf(n -> n.startsWith("db_"));
        }
        if (choice.databases().values().stream().noneMatch(DatabaseSource::writable)) {
            names.remove("db_write");
        }
        return open(shell, choice, names, Handles.numbered());
    }

    private static OpenTools open(
            Shell shell, ToolChoice choice, List<String> names, Handles handles) {
        ResultStore results = new ResultStore(ResultStore.DEFAULT_MAX_CHARS, handles);
        Databases databases = databases(shell, choice);
        WebAccess web = web(shell, choice);
        Jobs jobs = new Jobs();
        try {
            Crawls crawls = new Crawls(web, shell.folders().crawls());
            CollectionFolders collections = new CollectionFolders(shell.folders().collections());
            FileWorkspace workspace = new FileWorkspace(choice.roots());
            OpenDocuments documents =
                    OpenDocuments.open(
                            shell, workspace, collections, new KeptPages(web)::add, jobs);
            UndoStore undos = new UndoStore(handles);
            UndoJournal journal = new UndoJournal(shell.folders().undo());
            FileTools files = new FileTools(workspace, journal);
            UndoTools undo = new UndoTools(files.changes(), undos);
            ToolBox undoing = ToolBox.builder().results(results).add(undo).build();
            ToolBox box =
                    ToolBox.builder()
                            .results(results)
                            .add(new WebTools(web))
                            .add(new ExtractTools(web))
                            .add(
                                    new SearchTools(
                                            web, choice.search(), Optional.of(documents.pages())))
                            .add(new BrowserTools(web))
                            .add(new CrawlTools(crawls, jobs, collections))
                            .add(files)
                            .add(new DatabaseTools(databases))
                            .add(new WriteTools(databases))
                            .add(documents.tools())
                            .add(new JobTools(jobs))
                            .add(new ResultTools(results))
                            .undos(undos)
                            .add(undo)
                            .only(names)
                            .build();
            return new OpenTools(
                    undoing,
                    new NewFiles(workspace, journal),
                    choice.databases().keySet(),
                    databases,
                    web,
                    jobs,
                    documents,
                    choice.roots(),
                    OtherServers.open(shell, choice, box));
        } catch (IOException e) {
            web.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            web.close();
            throw e;
        }
    }

    static WebAccess web(Shell shell, ToolChoice choice) {
        try {
            return WebAccess.open(
                    new WebOptions(
                            allowed(choice),
                            shell.folders().cache(),
                            message -> shell.terminal().err().println("  " + message),
                            choice.visiting(),
                            browser(shell, choice)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A search engine of the user's own may be where nothing else may be fetched. */
    private static List<AllowedHost> allowed(ToolChoice choice) {
        Stream<String> engine =
                choice
                        .search()
                        .searxng()
                        .map(WebUrl::parse)
                        .map(u -> u.host() + ":" + u.port())
                        .stream();
        return Stream.concat(choice.allowedHosts().stream(), engine)
                .map(AllowedHost::parse)
                .toList();
    }

    private static BrowserOptions browser(Shell shell, ToolChoice choice) throws IOException {
        BrowserOptions options =
                BrowserOptions.defaults(shell.folders().browserProfiles())
                        .withSecrets(choice.browsing().secrets())
                        .withUploads(new FileWorkspace(choice.roots()));
        BrowserOptions placed =
                choice.roots().stream()
                        .findFirst()
                        .map(root -> options.withDownloads(downloads(root)))
                        .orElse(options);
        return choice.browsing().remote().map(placed::withRemote).orElse(placed);
    }

    private static Downloads downloads(Path root) {
        return new FolderDownloads(
                root.resolve("downloads"), "downloads/", Downloads.DEFAULT_MAX_BYTES);
    }

    private static Databases databases(Shell shell, ToolChoice choice) {
        try {
            return Databases.open(choice.databases(), shell.folders().drivers());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** The long work that tools began here. */
    Jobs jobs() {
        return jobs;
    }

    /** The tools now, those of other servers last. */
    ToolBox box() {
        return others.box();
    }

    /** Which of the tools are other servers'. */
    Set<String> otherNames() {
        return others.names();
    }

    /** Takes up what other servers have changed; whether there was something. */
    boolean follow() {
        return others.follow();
    }

    /** Takes back a change for the person, also where the model has no such tool. */
    ToolResult undo(String id) {
        return undoing.call("undo", Map.of("id", id));
    }

    /** Where files go that the person hands over. */
    NewFiles newFiles() {
        return newFiles;
    }

    /** The folders that the tools may use. */
    List<Path> roots() {
        return roots;
    }

    /** Optional parameters without which a call here would be ambiguous. */
    Set<String> neededParameters() {
        return databaseNames.size() > 1 ? Set.of("source") : Set.of();
    }

    /** What is read before a model is asked; looks at the databases now. */
    ReadAhead readAhead() {
        return new DatabaseMentions(databaseNames, box());
    }

    @Override
    public void close() {
        others.close();
        jobs.close();
        documents.close();
        databases.close();
        web.close();
    }
}
