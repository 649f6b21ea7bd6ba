package dev.hoopoe.web.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;

/** What every piece of one answer bears. */
record Stamp(String id, long created, String model) {
    static Stamp of(String prefix, String model) {
        String id = prefix + UUID.randomUUID().toString().replace("-", "");
        return new Stamp(id, Instant.now().getEpochSecond(), model);
    }

    /** A new object of that kind. */
    ObjectNode on(String kind) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", kind)
                .put("created", created)
                .put("model", model);
    }
}
