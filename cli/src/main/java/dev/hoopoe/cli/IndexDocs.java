package dev.hoopoe.cli;

import dev.hoopoe.documents.CollectionFolders;
import dev.hoopoe.documents.CollectionIndexes;
import dev.hoopoe.documents.DocumentTools;
import dev.hoopoe.documents.IndexSource;
import dev.hoopoe.documents.Indexing;
import dev.hoopoe.documents.Library;
import dev.hoopoe.files.FileWorkspace;
import dev.hoopoe.scraping.KeptPages;
import dev.hoopoe.scraping.WebAccess;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.CollectionSink;
import dev.hoopoe.tools.Jobs;
import dev.hoopoe.tools.RunningCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "index",
        description = {
            "Indexes folders, files and pages: hoopoe docs index ~/handbook report.pdf",
            "Run again, it reads only what changed; without sources, those of the last time."
        },
        mixinStandardHelpOptions = true)
final class IndexDocs implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final PlaceOptions places = new PlaceOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "SOURCE",
            description = "A folder, a file of any known format, or an address.")
    private List<String> sources = new ArrayList<>();

    @Option(
            names = "--into",
            paramLabel = "NAME",
            description = "The collection; default ${DEFAULT-VALUE}.")
    private String collection = DocumentTools.DEFAULT_COLLECTION;

    IndexDocs(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        FileProgress progress = new FileProgress(shell.terminal());
        RunningCall call = RunningCall.with(progress, Jobs.MAX_TIME);
        CollectionFolders pages = new CollectionFolders(shell.folders().collections());
        try (Embedder embedder = new Embedder(shell);
                CollectionIndexes indexes =
                        new CollectionIndexes(shell.folders().indexes(), pages, embedder);
                LazyWeb web = new LazyWeb();
                Interrupt _ = new Interrupt(call::cancel)) {
            Indexing indexing = new Indexing(new Library(pages, indexes), web::add);
            List<String> wanted = sources.isEmpty() ? lastSources(indexes) : sources;
            String done = indexing.run(collection, wanted, IndexDocs::source, call);
            progress.clear();
            shell.terminal().out().println(Terminal.safe(done));
            return 0;
        }
    }

    private List<String> lastSources(CollectionIndexes indexes) {
        return indexes.list().stream()
                .filter(c -> c.name().equals(collection))
                .flatMap(c -> c.sources().stream())
                // Its own pages are always read.
                .filter(s -> !Path.of(s).startsWith(shell.folders().collections().toAbsolutePath()))
                .sorted()
                .toList();
    }

    /** Anything that the user may read: whoever types a path has chosen it. */
    private static IndexSource source(String text) {
        try {
            Path path = home(text).toRealPath();
            Path parent = path.getParent();
            boolean folder = Files.isDirectory(path) || parent == null;
            return folder
                    ? new IndexSource(new FileWorkspace(List.of(path)), ".")
                    : new IndexSource(new OneFile(path), String.valueOf(path.getFileName()));
        } catch (IOException | InvalidPathException e) {
            throw new UsageException(
                    text + " is no folder, file or address. Name one that exists.");
        }
    }

    private static Path home(String text) {
        return text.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), text.substring(2))
                : Path.of(text);
    }

    /** The web, opened for the first address. */
    private final class LazyWeb implements AutoCloseable {
        private @Nullable WebAccess web;

        synchronized void add(String url, CollectionSink into, Call call) {
            WebAccess open =
                    web == null
                            ? OpenTools.web(shell, places.choose(shell.config(), Profile.ALL))
                            : web;
            web = open;
            new KeptPages(open).add(url, into, call);
        }

        @Override
        public synchronized void close() {
            if (web != null) {
                web.close();
            }
        }
    }

    /** A file that was named, without a walk through all that is beside it. */
    private record OneFile(Path file) implements dev.hoopoe.tools.Workspace {
        @Override
        public List<Entry> files(int limit, Call call) {
            try {
                String name = String.valueOf(file.getFileName());
                long millis = Files.getLastModifiedTime(file).toMillis();
                return Files.isRegularFile(file)
                        ? List.of(new Entry(name, Files.size(file), millis, file.toString()))
                        : List.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public java.io.InputStream open(String path) throws IOException {
            return Files.newInputStream(file);
        }
    }
}
