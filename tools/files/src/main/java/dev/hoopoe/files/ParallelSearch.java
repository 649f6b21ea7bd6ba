package dev.hoopoe.files;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Searches files piece by piece on a few threads; what is found comes in the order of the files, so
 * that the same search gives the same lines. Used once, by one caller.
 */
final class ParallelSearch {
    /** More threads than these wait for the disk more than they gain. */
    static final int MAX_THREADS = 4;

    private static final int FILES_PER_PIECE = 256;
    private static final int PIECES_AHEAD = 4;

    private final FileWorkspace workspace;
    private final LineSearch.Wanted wanted;
    private final int limit;
    private final Call call;
    private final AtomicBoolean enough = new AtomicBoolean();

    ParallelSearch(FileWorkspace workspace, LineSearch.Wanted wanted, int limit, Call call) {
        this.workspace = workspace;
        this.wanted = wanted;
        this.limit = limit;
        this.call = call;
    }

    LineHits of(List<Walk.Item> files) {
        if (files.size() <= FILES_PER_PIECE) {
            return piece(files);
        }
        int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
        try (ExecutorService pool =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("file-search-", 0).factory())) {
            try {
                return pieces(files, pool, threads * PIECES_AHEAD);
            } finally {
                enough.set(true);
            }
        }
    }

    private LineHits pieces(List<Walk.Item> files, ExecutorService pool, int ahead) {
        LineHits hits = new LineHits(limit);
        Deque<Future<LineHits>> running = new ArrayDeque<>();
        int begun = 0;
        int done = 0;
        while (!hits.full() && done < files.size()) {
            while (running.size() < ahead && begun < files.size()) {
                int end = Math.min(begun + FILES_PER_PIECE, files.size());
                List<Walk.Item> piece = files.subList(begun, end);
                running.add(pool.submit(() -> piece(piece)));
                begun = end;
            }
            hits.add(next(running.removeFirst()));
            done = Math.min(done + FILES_PER_PIECE, files.size());
            call.progress(done, files.size(), "searching");
        }
        return hits;
    }

    private LineHits next(Future<LineHits> piece) {
        try {
            return piece.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("A search failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolException("The search was interrupted.", "Send it again.", e);
        }
    }

    private LineHits piece(List<Walk.Item> files) {
        LineHits hits = new LineHits(limit);
        try (PieceSearch search = new PieceSearch(workspace, wanted, hits, call)) {
            for (Walk.Item file : files) {
                if (enough.get() || hits.full()) {
                    break;
                }
                call.checkCancelled();
                search.file(file);
            }
        }
        return hits;
    }
}
