package dev.hoopoe.web.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoopoe.web.http.ApiError;
import dev.hoopoe.web.http.ApiException;
import dev.hoopoe.web.http.RequestBody;
import dev.hoopoe.web.http.WebLimits;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Takes the files that the person drops, and gives them back. Safe from every thread. */
final class DroppedFiles {
    private static final String TYPE = "application/octet-stream";

    private final Optional<Uploads> uploads;
    private final RequestBody body;

    private final Semaphore places = new Semaphore(PageLimits.UPLOADS);

    /** What may be taken back here: no other change, though its id is easily guessed. */
    private final Set<String> ours = ConcurrentHashMap.newKeySet();

    DroppedFiles(Optional<Uploads> uploads, WebLimits limits) {
        this.uploads = uploads;
        this.body =
                new RequestBody(
                        limits.withBodyBytes(maxBytes()).withBodyTime(PageLimits.UPLOAD),
                        "Copy the file into the folder yourself, and name it.");
    }

    /** The most bytes of a file; 0 if there is no place for any. */
    int maxBytes() {
        return uploads.map(Uploads::maxBytes).orElse(0);
    }

    private Uploads place() {
        return uploads.orElseThrow(() ->
                new ApiException(
                        ApiError.of(
                                409,
                                "no_folder",
                                "Hoopoe has no folder in which it could put a file. Start it with --root and a folder of yours.")));
    }

    ObjectNode keep(String name, Request request) {
        Uploads place = place();
        // Pages of other places cannot send this type without being asked about (WHATWG Fetch,
        // 3.3).
        if (!TYPE.equals(request.getHeaders().get(HttpHeader.CONTENT_TYPE))) {
            throw new ApiException(
                    ApiError.of(415, "type", "A file is sent as " + TYPE + ". Reload the page."));
        }
        Uploads.Kept kept = oneOfFew(() -> place.keep(name, body.read(request)));
        if (!kept.undo().isEmpty()) {
            ours.add(kept.undo());
        }
        return StepJson.object()
                .put("path", kept.path())
                .put("bytes", kept.bytes())
                .put("undo", kept.undo());
    }

    private Uploads.Kept oneOfFew(Supplier<Uploads.Kept> receiving) {
        if (!places.tryAcquire()) {
            throw new ApiException(
                    ApiError.of(
                            429,
                            "too_many_files",
                            "%d files are on their way, which is the limit. Wait for one."
                                    .formatted(PageLimits.UPLOADS)));
        }
        try {
            return receiving.get();
        } finally {
            places.release();
        }
    }

    ObjectNode takeBack(String undo) {
        Uploads place = place();
        if (!ours.remove(undo)) {
            throw Conversations.busy("That file was not put there by this page, or is gone.");
        }
        place.takeBack(undo);
        return StepJson.object();
    }
}
