package dev.hoopoe.agent.sessions;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.hoopoe.agent.Entry;
import dev.hoopoe.tools.Source;
import java.util.Optional;

/** A line of a session's file and what it stands for. Times are written by ISO 8601. */
final class EntryJson {
    private static final int MAX_DEPTH = 100;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .build())
                                    .build())
                    .addModule(new JavaTimeModule())
                    .addModule(new Jdk8Module())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .addMixIn(Entry.class, EntryTypes.class)
                    .addMixIn(Source.class, SourceTypes.class)
                    .build();

    private EntryJson() {}

    /** One line, without its end. */
    static String write(Object line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("An entry that JSON cannot hold: " + line, e);
        }
    }

    /** What a line says, or empty if it is damaged or no entry. */
    static Optional<Entry> entry(String line) {
        return read(line, Entry.class);
    }

    /** What a line says, or empty if it is damaged or something else. */
    static <T> Optional<T> read(String line, Class<T> type) {
        try {
            return Optional.ofNullable(JSON.readValue(line, type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Entry.Asked.class, name = "asked"),
        @JsonSubTypes.Type(value = Entry.Planned.class, name = "planned"),
        @JsonSubTypes.Type(value = Entry.Called.class, name = "called"),
        @JsonSubTypes.Type(value = Entry.Begun.class, name = "begun"),
        @JsonSubTypes.Type(value = Entry.Decided.class, name = "decided"),
        @JsonSubTypes.Type(value = Entry.Returned.class, name = "returned"),
        @JsonSubTypes.Type(value = Entry.Answered.class, name = "answered")
    })
    private interface EntryTypes {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Source.Url.class, name = "url"),
        @JsonSubTypes.Type(value = Source.File.class, name = "file"),
        @JsonSubTypes.Type(value = Source.Database.class, name = "database")
    })
    private interface SourceTypes {}
}
