package dev.hoopoe.agent.sessions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;

/** Lines of a session's file that are about the session itself. */
sealed interface Header {
    /** The newest form of the file that this program writes and reads. */
    int FORMAT = 1;

    /**
     * The first line.
     *
     * @param from empty if the session is no branch
     */
    record Begin(
            @JsonProperty(index = 0) String type,
            int format,
            String id,
            Instant created,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Origin> from)
            implements Header {
        static final String TYPE = "session";

        static Begin now(String id, Optional<Origin> from) {
            return new Begin(TYPE, FORMAT, id, Instant.now(), from);
        }
    }

    /** A title that the user gave; the last one counts. */
    record Titled(@JsonProperty(index = 0) String type, String title) implements Header {
        static final String TYPE = "titled";

        static Titled of(String title) {
            return new Titled(TYPE, title);
        }
    }
}
