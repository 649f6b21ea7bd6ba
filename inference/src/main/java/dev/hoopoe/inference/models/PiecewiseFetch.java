package dev.hoopoe.inference.models;

import dev.hoopoe.inference.models.PullProgress.Phase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Fetches a large file over several connections, each with another range of it (RFC 9110, section
 * 14.2). Pieces that came stay, however the process ends.
 *
 * @param connections at once; more would be rude to a server
 * @param pieceBytes of one range
 */
record PiecewiseFetch(int connections, long pieceBytes) {
    static final PiecewiseFetch STANDARD = new PiecewiseFetch(4, 8L << 20);

    /** Tries for a piece of which nothing more comes. */
    private static final int MAX_ATTEMPTS = 3;

    /** What a server that wants fewer requests gets. */
    private static final Duration BACK_OFF = Duration.ofMillis(500);

    private static final int PARTIAL = 206;

    /** All of the file, the range, or that there is no such range; anything else may pass. */
    private static final Set<Integer> ANSWERS = Set.of(200, PARTIAL, 416);

    /** The server does not do what it said about ranges, or the file has changed. */
    static final class RangesBrokenException extends Exception {
        private static final long serialVersionUID = 1L;

        RangesBrokenException(String message) {
            super(message);
        }
    }

    /** One fetch of one file: what all of its threads share. */
    private record Task(
            HttpFetch http,
            URI address,
            PartNote note,
            Pull pull,
            Pieces pieces,
            AtomicBoolean stop) {}

    /** Whether a file is large enough to be worth more than one connection. */
    boolean isWorth(long total) {
        return total >= 2 * pieceBytes && total <= HttpFetch.MAX_BYTES;
    }

    /**
     * Fetches what is missing.
     *
     * @return the SHA-256 of the complete file
     */
    String fetch(HttpFetch http, URI address, PartNote note, Pull pull, Pieces pieces)
            throws IOException, InterruptedException, UnavailableException, RangesBrokenException {
        Task task = new Task(http, address, note, pull, pieces, new AtomicBoolean());
        ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory());
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int number = 0; number < connections; number++) {
                workers.add(
                        threads.submit(() -> {
                            work(task);
                            return true;
                        }));
            }
            await(workers, task);
        } finally {
            task.stop().set(true);
            // Nothing may write after this returns.
            threads.shutdownNow();
            threads.awaitTermination(HttpFetch.ANSWER.toSeconds(), TimeUnit.SECONDS);
        }
        return pieces.sha256();
    }

    private static void await(List<Future<?>> workers, Task task)
            throws IOException, InterruptedException, UnavailableException, RangesBrokenException {
        IOException broken = null;
        UnavailableException unavailable = null;
        for (Future<?> worker : workers) {
            try {
                await(worker, task);
            } catch (IOException failure) {
                // The others may still bring everything.
                if (DiskSpace.isFull(failure)) {
                    throw full(task);
                }
                broken = failure;
            } catch (UnavailableException failure) {
                unavailable = failure;
            }
        }
        if (!task.pieces().isComplete()) {
            if (unavailable != null) {
                throw unavailable;
            }
            throw broken != null ? broken : new IOException("some pieces are missing");
        }
    }

    private static ModelException full(Task task) throws IOException {
        task.stop().set(true);
        task.pieces().close();
        HttpFetch.forget(task.pull());
        return DiskSpace.full(task.pull().part());
    }

    private static void await(Future<?> worker, Task task)
            throws IOException, InterruptedException, UnavailableException, RangesBrokenException {
        while (true) {
            task.pull().check();
            try {
                worker.get(HttpFetch.LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException _) {
                show(task);
                task.pieces().hashAhead();
            } catch (ExecutionException failure) {
                throw known(failure);
            }
        }
    }

    private static IOException known(ExecutionException failure)
            throws UnavailableException, RangesBrokenException {
        return switch (failure.getCause()) {
            case RangesBrokenException ranges -> throw ranges;
            case UnavailableException unavailable -> throw unavailable;
            case CancellationException cancelled -> throw cancelled;
            case IOException broken -> broken;
            case null, default -> new IOException(failure);
        };
    }

    private static void show(Task task) {
        task.pull()
                .show(
                        Phase.DOWNLOADING,
                        task.address().toString(),
                        task.pieces().written(),
                        OptionalLong.of(task.pieces().total()));
    }

    private static void work(Task task)
            throws IOException, InterruptedException, UnavailableException, RangesBrokenException {
        for (OptionalInt piece = task.pieces().take();
                piece.isPresent() && !task.stop().get();
                piece = task.pieces().take()) {
            piece(task, piece.getAsInt());
        }
    }

    private static void piece(Task task, int piece)
            throws IOException, InterruptedException, UnavailableException, RangesBrokenException {
        Cursor cursor = new Cursor(task, task.pieces().start(piece), task.pieces().end(piece));
        boolean finished = false;
        try {
            cursor.run();
            task.pieces().finished(piece);
            finished = true;
        } finally {
            if (!finished) {
                task.pieces().giveBack(piece, cursor.position);
            }
        }
    }

    /** How far one piece has come. Used by one thread. */
    private static final class Cursor {
        private final Task task;
        private final long end;
        private long position;

        Cursor(Task task, long start, long end) {
            this.task = task;
            this.position = start;
            this.end = end;
        }

        void run()
                throws IOException,
                        InterruptedException,
                        UnavailableException,
                        RangesBrokenException {
            int attempts = 0;
            while (position < end) {
                long before = position;
                try {
                    once();
                } catch (IOException broken) {
                    attempts = position > before ? 1 : attempts + 1;
                    if (isOver(attempts) || DiskSpace.isFull(broken)) {
                        throw broken;
                    }
                } catch (UnavailableException refused) {
                    attempts++;
                    if (isOver(attempts)) {
                        throw refused;
                    }
                    Thread.sleep(BACK_OFF.multipliedBy(attempts));
                }
            }
        }

        private boolean isOver(int attempts) {
            return attempts >= MAX_ATTEMPTS || task.stop().get();
        }

        private void once()
                throws IOException,
                        InterruptedException,
                        UnavailableException,
                        RangesBrokenException {
            HttpRequest.Builder request =
                    HttpFetch.request(task.address())
                            .header("Range", "bytes=" + position + "-" + (end - 1));
            task.note().strongEtag().ifPresent(etag -> request.header("If-Range", etag));
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
                    task.http().ask(request.build(), task.pull());
            Body body = new Body(HttpFetch.STALL);
            response.body().subscribe(body);
            try {
                require(response);
                copy(body);
            } finally {
                body.cancel();
            }
        }

        private void require(HttpResponse<?> response)
                throws UnavailableException, RangesBrokenException {
            int status = response.statusCode();
            String range = response.headers().firstValue("Content-Range").orElse("");
            String wanted = "bytes %d-%d/%d".formatted(position, end - 1, task.pieces().total());
            boolean answered = ANSWERS.contains(status);
            if (answered && (status != PARTIAL || !range.equals(wanted))) {
                throw new RangesBrokenException(
                        HttpFetch.host(response.uri()) + " sends another range than was asked for");
            }
            if (!answered) {
                throw new UnavailableException(
                        HttpFetch.host(response.uri()) + " answers with HTTP status " + status);
            }
        }

        private void copy(Body body)
                throws IOException, InterruptedException, RangesBrokenException {
            for (List<ByteBuffer> bytes = body.next(task.pull());
                    bytes != null && !task.stop().get();
                    bytes = body.next(task.pull())) {
                for (ByteBuffer buffer : bytes) {
                    if (buffer.remaining() > end - position) {
                        throw new RangesBrokenException(
                                "more came than the range that was asked for");
                    }
                    int count = buffer.remaining();
                    task.pieces().write(position, buffer);
                    position += count;
                }
            }
            if (position < end) {
                throw new IOException(
                        HttpFetch.host(task.address())
                                + " closed the connection after "
                                + position
                                + " of "
                                + task.pieces().total()
                                + " bytes");
            }
        }
    }
}
