package dev.hoopoe.inference.models;

import dev.hoopoe.inference.models.PiecewiseFetch.RangesBrokenException;
import dev.hoopoe.inference.models.PullProgress.Phase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches a file over HTTP into the part file and goes on where an earlier try stopped (RFC 9110,
 * section 14).
 */
record HttpFetch(HttpClient client, DiskSpace space, PiecewiseFetch piecewise) {
    /** How long a server may take to be reached, so that the next source is tried soon. */
    static final Duration CONNECT = Duration.ofSeconds(3);

    /** How long a server may take to answer. */
    static final Duration ANSWER = Duration.ofSeconds(30);

    /** How long a transfer may stand still. */
    static final Duration STALL = Duration.ofSeconds(60);

    /** How often a waiting thread looks whether the pull was cancelled. */
    static final Duration LOOK_UP = Duration.ofMillis(100);

    /** The largest file that is fetched when nobody knows its size. */
    static final long MAX_BYTES = 1L << 38;

    /** Connections that may break before a source is given up for now. */
    private static final int MAX_ATTEMPTS = 5;

    /** From the beginning once more when a file has changed, then without ranges. */
    private static final int MAX_PIECEWISE = 2;

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Pattern CONTENT_RANGE =
            Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    /** Whether a fetch may use several connections. */
    private enum Way {
        PIECEWISE,
        ONE_STREAM
    }

    static HttpClient newClient() {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .proxy(new ProxyEnvironment(System.getenv()))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    /**
     * Fetches; a connection that breaks is taken up again as long as something comes.
     *
     * @return the SHA-256 of the complete part file
     */
    String fetch(URI address, CatalogueSource source, Pull pull)
            throws IOException, InterruptedException, UnavailableException {
        for (int attempt = 1; attempt <= MAX_PIECEWISE; attempt++) {
            try {
                String sha256 = persist(address, source, pull, Way.PIECEWISE);
                if (!PartNote.read(pull.partNote()).isPiecewise()
                        || source.sha256().isEmpty()
                        || source.sha256().get().equals(sha256)) {
                    return sha256;
                }
                // A server may send other bytes than it says: one stream has no ranges to mix up.
                break;
            } catch (RangesBrokenException _) {
                // The file changed since an earlier try, or ranges do not work there.
                forget(pull);
            }
        }
        forget(pull);
        try {
            return persist(address, source, pull, Way.ONE_STREAM);
        } catch (RangesBrokenException broken) {
            throw new IOException(broken);
        }
    }

    private String persist(URI address, CatalogueSource source, Pull pull, Way way)
            throws IOException, InterruptedException, UnavailableException, RangesBrokenException {
        long before = -1;
        for (int attempt = 1; ; attempt++) {
            try {
                return once(address, source, pull, way);
            } catch (IOException broken) {
                long now = Files.exists(pull.part()) ? Files.size(pull.part()) : 0;
                if (now <= before || attempt == MAX_ATTEMPTS || DiskSpace.isFull(broken)) {
                    throw broken;
                }
                before = now;
            }
        }
    }

    private String once(URI address, CatalogueSource source, Pull pull, Way way)
            throws IOException, InterruptedException, UnavailableException, RangesBrokenException {
        PartNote note = PartNote.read(pull.partNote());
        // Without a version or a checksum nobody would notice that the file has changed in between.
        boolean certain = note.strongEtag().isPresent() || source.sha256().isPresent();
        boolean continues = certain && note.continues(address.toString());
        PartNote.Kept kept = note.pieces();
        if (continues && kept != null && way == Way.PIECEWISE && kept.isSound()) {
            try (Pieces pieces = Pieces.resume(pull, note, kept)) {
                return piecewise(address, source, pull, note, pieces);
            }
        }
        try (PartFile part = PartFile.resume(pull)) {
            if (part.size() > 0 && (!continues || kept != null)) {
                part.restart();
            }
            return fetch(address, source, pull, part, note, way);
        }
    }

    private String piecewise(
            URI address, CatalogueSource source, Pull pull, PartNote note, Pieces pieces)
            throws IOException, InterruptedException, UnavailableException, RangesBrokenException {
        OptionalLong total = OptionalLong.of(pieces.total());
        pull.show(Phase.CONNECTING, address.toString(), pieces.written(), total);
        requireSize(address, total, source);
        requireSpace(pull, total, pieces.written());
        return piecewise.fetch(this, address, note, pull, pieces);
    }

    private String fetch(
            URI address, CatalogueSource source, Pull pull, PartFile part, PartNote note, Way way)
            throws IOException, InterruptedException, UnavailableException, RangesBrokenException {
        pull.show(Phase.CONNECTING, address.toString(), part.size(), source.bytes());
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = ask(address, pull, part, note);
        if (response.statusCode() == RANGE_NOT_SATISFIABLE && part.size() > 0) {
            discard(response);
            part.restart();
            response = ask(address, pull, part, note);
        }
        Body body = new Body(STALL);
        response.body().subscribe(body);
        try {
            OptionalLong total = total(response, part, source);
            PartNote now = PartNote.of(address.toString(), etag(response));
            now.write(pull.partNote());
            requireSpace(pull, total, part.size());
            if (way == Way.PIECEWISE && isPiecewise(response, total, now, source)) {
                body.cancel();
                return piecewise(address, source, pull, now, part.size(), total.getAsLong());
            }
            copy(body, address, pull, part, total);
            return part.finish();
        } finally {
            body.cancel();
        }
    }

    private String piecewise(
            URI address, CatalogueSource source, Pull pull, PartNote note, long there, long total)
            throws IOException, InterruptedException, UnavailableException, RangesBrokenException {
        try (Pieces pieces = Pieces.begin(pull, note, total, piecewise.pieceBytes(), there)) {
            return piecewise(address, source, pull, note, pieces);
        }
    }

    /** Whether the server takes ranges, and a change of the file in between would be noticed. */
    private boolean isPiecewise(
            HttpResponse<?> response, OptionalLong total, PartNote note, CatalogueSource source) {
        boolean ranges =
                response.statusCode() == PARTIAL
                        || response.headers()
                                .firstValue("Accept-Ranges")
                                .filter("bytes"::equals)
                                .isPresent();
        boolean certain = note.strongEtag().isPresent() || source.sha256().isPresent();
        return ranges && certain && total.isPresent() && piecewise.isWorth(total.getAsLong());
    }

    private static void discard(HttpResponse<Flow.Publisher<List<ByteBuffer>>> response) {
        Body body = new Body(STALL);
        response.body().subscribe(body);
        body.cancel();
    }

    static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(ANSWER);
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> ask(
            URI address, Pull pull, PartFile part, PartNote note)
            throws IOException, InterruptedException, UnavailableException {
        HttpRequest.Builder request = request(address);
        if (part.size() > 0) {
            request.header("Range", "bytes=" + part.size() + "-");
            note.strongEtag().ifPresent(etag -> request.header("If-Range", etag));
        }
        return ask(request.build(), pull);
    }

    /** Sends a request; looks up whether the pull was cancelled while it waits. */
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> ask(HttpRequest request, Pull pull)
            throws InterruptedException, UnavailableException {
        CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
                client.sendAsync(request, BodyHandlers.ofPublisher());
        try {
            return await(answer, request.uri(), pull);
        } finally {
            answer.cancel(true);
        }
    }

    private static HttpResponse<Flow.Publisher<List<ByteBuffer>>> await(
            CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer,
            URI address,
            Pull pull)
            throws InterruptedException, UnavailableException {
        while (true) {
            pull.check();
            try {
                return answer.get(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                // Look up and go on: the request has a timeout of its own.
            } catch (ExecutionException failure) {
                throw new UnavailableException(
                        host(address) + " does not answer (" + reason(failure) + ")");
            }
        }
    }

    private static String reason(ExecutionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    static String host(URI address) {
        return address.getHost() == null ? address.toString() : address.getHost();
    }

    /** The size of the whole file, after making the part file stand where the answer starts. */
    private static OptionalLong total(
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> response,
            PartFile part,
            CatalogueSource source)
            throws IOException, UnavailableException {
        OptionalLong length = response.headers().firstValueAsLong("Content-Length");
        OptionalLong total =
                switch (response.statusCode()) {
                    case OK -> {
                        part.restart();
                        yield length;
                    }
                    case PARTIAL -> partialTotal(response, part);
                    default ->
                            throw new UnavailableException(
                                    host(response.uri())
                                            + " answers with HTTP status "
                                            + response.statusCode());
                };
        requireSize(response.uri(), total, source);
        return total.isPresent() ? total : source.bytes();
    }

    private static void requireSize(URI address, OptionalLong total, CatalogueSource source)
            throws UnavailableException {
        if (total.isPresent() && source.bytes().isPresent() && !total.equals(source.bytes())) {
            throw new UnavailableException(
                    "%s has a file of %d bytes where the catalogue knows %d"
                            .formatted(
                                    host(address), total.getAsLong(), source.bytes().getAsLong()));
        }
    }

    private static OptionalLong partialTotal(HttpResponse<?> response, PartFile part)
            throws IOException, UnavailableException {
        Matcher range =
                CONTENT_RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
        if (!range.matches() || Long.parseLong(range.group(1)) != part.size()) {
            throw new UnavailableException(
                    host(response.uri()) + " sends another range than was asked for");
        }
        return range.group(3).equals("*")
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(range.group(3)));
    }

    private static Optional<String> etag(HttpResponse<?> response) {
        return response.headers().firstValue("ETag");
    }

    private void requireSpace(Pull pull, OptionalLong total, long done) throws IOException {
        if (total.isPresent()) {
            space.require(pull.folder(), total.getAsLong() - done);
        }
    }

    private static void copy(Body body, URI address, Pull pull, PartFile part, OptionalLong total)
            throws IOException, InterruptedException {
        for (List<ByteBuffer> bytes = body.next(pull); bytes != null; bytes = body.next(pull)) {
            for (ByteBuffer buffer : bytes) {
                part.write(buffer);
            }
            if (part.size() > total.orElse(MAX_BYTES)) {
                throw new IOException(
                        host(address)
                                + " sends more than the "
                                + total.orElse(MAX_BYTES)
                                + " bytes that are allowed");
            }
            pull.show(Phase.DOWNLOADING, address.toString(), part.size(), total);
        }
        if (total.isPresent() && part.size() < total.getAsLong()) {
            throw new IOException(
                    host(address)
                            + " closed the connection after "
                            + part.size()
                            + " of "
                            + total.getAsLong()
                            + " bytes");
        }
    }

    static void forget(Pull pull) throws IOException {
        Files.deleteIfExists(pull.part());
        Files.deleteIfExists(pull.partNote());
    }
}
