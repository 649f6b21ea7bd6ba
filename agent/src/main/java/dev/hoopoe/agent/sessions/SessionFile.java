package dev.hoopoe.agent.sessions;

import dev.hoopoe.agent.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a session's file holds: a header line, then a line for each entry and each title (JSON
 * Lines). A last line without its end was cut off by a crash and does not count; a damaged line
 * costs itself alone.
 *
 * @param whole bytes up to the end of the last whole line
 */
record SessionFile(List<String> lines, long whole) {
    /** The most that a session may hold. */
    static final long MAX_BYTES = 64L << 20;

    private static final int TITLE_CHARS = 60;
    private static final String ASKED = "{\"type\":\"asked\"";
    private static final String TITLED = "{\"type\":\"" + Header.Titled.TYPE + "\"";

    static SessionFile read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new SessionException(
                        "%s holds more than %d MiB. Begin a new conversation; this one can still be read as text."
                                .formatted(file.getFileName(), MAX_BYTES >> 20));
            }
            byte[] bytes = Files.readAllBytes(file);
            int whole = bytes.length;
            while (whole > 0 && bytes[whole - 1] != '\n') {
                whole--;
            }
            String text = new String(bytes, 0, whole, StandardCharsets.UTF_8);
            return new SessionFile(text.lines().toList(), whole).checked(file);
        } catch (IOException e) {
            throw new SessionException(
                    file.getFileName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private SessionFile checked(Path file) {
        int format = begin().map(Header.Begin::format).orElse(0);
        if (format < 1 || format > Header.FORMAT) {
            throw new SessionException(
                    file.getFileName()
                            + (format < 1
                                    ? " is no conversation of Hoopoe's. Move it out of the folder."
                                    : " was written by a newer Hoopoe. Update this one to open it."));
        }
        return this;
    }

    private Optional<Header.Begin> begin() {
        return lines.isEmpty()
                ? Optional.empty()
                : EntryJson.read(lines.getFirst(), Header.Begin.class);
    }

    List<Entry> entries() {
        return lines.stream()
                .skip(1)
                .filter(line -> !line.startsWith(TITLED))
                .flatMap(line -> EntryJson.entry(line).stream())
                .toList();
    }

    int questions() {
        return (int) lines.stream().filter(line -> line.startsWith(ASKED)).count();
    }

    /** The newest given title, else the start of the first question, else "". */
    String title() {
        Optional<String> given =
                lines.reversed().stream()
                        .filter(line -> line.startsWith(TITLED))
                        .findFirst()
                        .flatMap(line -> EntryJson.read(line, Header.Titled.class))
                        .map(Header.Titled::title);
        return given.or(this::firstQuestion).orElse("");
    }

    private Optional<String> firstQuestion() {
        return lines.stream()
                .filter(line -> line.startsWith(ASKED))
                .findFirst()
                .flatMap(EntryJson::entry)
                .map(entry -> ((Entry.Asked) entry).question())
                .map(SessionFile::oneLine);
    }

    static String oneLine(String question) {
        String line = question.strip().replaceAll("\\s+", " ");
        return line.length() <= TITLE_CHARS ? line : line.substring(0, TITLE_CHARS) + "…";
    }

    Optional<Origin> origin() {
        return begin().flatMap(Header.Begin::from);
    }

    Instant created() {
        return begin().map(Header.Begin::created).orElse(Instant.EPOCH);
    }
}
