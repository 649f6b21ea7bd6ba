package dev.hoopoe.cli;

import dev.hoopoe.reading.HtmlReader;
import dev.hoopoe.reading.TextDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Extracts all pages of a folder into another one, in as many threads as there are processors. A
 * page that fails costs a line on stderr, and the rest is done.
 */
final class ExtractFolder {
    /** A page that is longer after unpacking is refused. */
    static final int MAX_PAGE_BYTES = 32_000_000;

    private static final Pattern PAGE = Pattern.compile("(?i)(.+)\\.html?(\\.gz)?");
    private final Terminal terminal;
    private final Path in;
    private final Path out;
    private final ExtractFormat format;
    private final String base;
    private final Set<Path> written = new HashSet<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final ProgressBar progress;

    ExtractFolder(Terminal terminal, Path in, Path out, ExtractFormat format, String base) {
        this.terminal = terminal;
        this.in = in;
        this.out = out;
        this.format = format;
        this.base = base;
        progress = new ProgressBar(terminal, ProgressBar.Unit.PERCENT);
    }

    /** Whether every page could be read and written. */
    boolean run() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        List<Path> pages = pages();
        Path root = Files.createDirectories(out).toRealPath();
        Thread[] workers =
                new Thread[Math.clamp(pages.size(), 1, Runtime.getRuntime().availableProcessors())];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = Thread.ofPlatform().name("extract-" + i).start(() -> work(pages, root));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        terminal.err()
                .printf(
                        Locale.ROOT,
                        "%d pages extracted to %s, %d failed, %.1f s%n",
                        done.get() - failed.get(),
                        Terminal.safe(out.toString()),
                        failed.get(),
                        seconds);
        return failed.get() == 0;
    }

    private List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(in)) {
            return files.filter(f -> PAGE.matcher(f.getFileName().toString()).matches())
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private void work(List<Path> pages, Path root) {
        int i = next.getAndIncrement();
        while (i < pages.size()) {
            attempt(pages.get(i), root);
            progress.show("Extracting", done.incrementAndGet(), pages.size());
            i = next.getAndIncrement();
        }
    }

    /** Memory running out in one thread must not hide the other pages' results either. */
    private void attempt(Path page, Path root) {
        try {
            write(target(page, root), format.write(HtmlReader.extract(read(page), address(page))));
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            failed.incrementAndGet();
            terminal.err().println(Terminal.safe(page + ": " + reason(e)));
        }
    }

    private static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static String read(Path page) throws IOException {
        try (InputStream file = Files.newInputStream(page);
                InputStream bytes = packed(page) ? new GZIPInputStream(file, 1 << 16) : file) {
            byte[] content = bytes.readNBytes(MAX_PAGE_BYTES + 1);
            if (content.length > MAX_PAGE_BYTES) {
                throw new IOException(
                        "longer than %d bytes; no page is.".formatted(MAX_PAGE_BYTES));
            }
            return TextDecoder.decodeHtml(content, Optional.empty());
        }
    }

    private static boolean packed(Path page) {
        return page.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    private String address(Path page) {
        String relative = in.relativize(page).toString().replace('\\', '/').replace(" ", "%20");
        return base.isEmpty() ? "" : base + (base.endsWith("/") ? "" : "/") + relative;
    }

    /** Mirrors the sub-folders; a link among them that leads outside is refused. */
    private Path target(Path page, Path root) throws IOException {
        Path relative = in.relativize(page);
        Matcher name = PAGE.matcher(page.getFileName().toString());
        String stem = name.matches() ? name.group(1) : page.getFileName().toString();
        Path folder = relative.getParent() == null ? root : root.resolve(relative.getParent());
        Files.createDirectories(folder);
        if (!folder.toRealPath().startsWith(root)) {
            throw new IOException("%s leads out of %s.".formatted(folder, out));
        }
        Path target = folder.resolve(stem + format.suffix);
        synchronized (written) {
            if (!written.add(target)) {
                throw new IOException(
                        "another page became %s already; rename one.".formatted(target));
            }
        }
        return target;
    }

    private static void write(Path target, String text) throws IOException {
        Path part = Files.createTempFile(target.getParent(), ".extract", ".part");
        try {
            Files.writeString(part, text, StandardCharsets.UTF_8);
            Files.move(
                    part,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
