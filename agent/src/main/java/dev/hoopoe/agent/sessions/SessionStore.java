package dev.hoopoe.agent.sessions;

import dev.hoopoe.agent.Entry;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sessions of one user, in one folder that only that user may read. For any number of threads
 * and processes.
 */
public final class SessionStore {
    /** Names the session in which something last happened. */
    public static final String LAST = "last";

    private static final String SUFFIX = ".jsonl";
    private static final Pattern ID = Pattern.compile("\\d{8}-\\d{6}-[0-9a-z]{5}");
    private static final Pattern NUMBERED = Pattern.compile(" \\(\\d{1,4}\\)$");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    private SessionStore(Path folder) {
        this.folder = folder;
    }

    /** The store in this folder, which is made when the first session is. */
    public static SessionStore in(Path folder) {
        return new SessionStore(folder);
    }

    /** A new, empty session. */
    public Session create() {
        return create(Optional.empty());
    }

    private Session create(Optional<Origin> from) {
        try {
            Files.createDirectories(folder, onlyForTheOwner());
        } catch (IOException e) {
            throw new SessionException(
                    folder + " cannot be made: " + e.getMessage() + ". Check its rights.", e);
        }
        String id = newId();
        return Session.create(id, file(id), from);
    }

    private String newId() {
        String tail = Integer.toString(random.nextInt(36 * 36 * 36 * 36 * 36), 36);
        return TIME.format(Instant.now()) + "-" + "0".repeat(5 - tail.length()) + tail;
    }

    // Conversations hold what was read of the user's files and data.
    private static FileAttribute<?>[] onlyForTheOwner() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /**
     * Opens a session to go on with it.
     *
     * @param name its id, the beginning of it, or {@link #LAST}
     * @throws SessionException if there is none, several, or somebody uses it
     */
    public Session open(String name) {
        String id = find(name);
        return Session.open(id, file(id));
    }

    /** The entries of a session, also of one that is in use. */
    public List<Entry> entries(String name) {
        return SessionFile.read(file(find(name))).entries();
    }

    /** The one session that the name means; its id. */
    public String find(String name) {
        if (name.equals(LAST)) {
            return list().stream()
                    .findFirst()
                    .map(SessionSummary::id)
                    .orElseThrow(() -> new SessionException("There is no session yet. Begin one."));
        }
        List<String> ids = ids().stream().filter(id -> id.startsWith(name)).toList();
        if (name.isBlank() || ids.isEmpty()) {
            throw new SessionException(
                    "There is no session \"" + name + "\". See hoopoe sessions list.");
        }
        if (ids.size() > 1) {
            throw new SessionException(
                    "\"%s\" begins %d sessions: %s. Write more of it."
                            .formatted(name, ids.size(), String.join(", ", ids)));
        }
        return ids.getFirst();
    }

    /** All sessions that can be read and in which something was asked, the newest first. */
    public List<SessionSummary> list() {
        return ids().stream()
                .flatMap(id -> summary(id).stream())
                .sorted(Comparator.comparing(SessionSummary::changed).reversed())
                .toList();
    }

    /**
     * Those sessions that hold the text in a question, an answer or a result, letter case aside.
     */
    public List<SessionSummary> search(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return list().stream().filter(session -> holds(session.id(), wanted)).toList();
    }

    private boolean holds(String id, String wanted) {
        return Exchange.of(SessionFile.read(file(id)).entries()).stream()
                .flatMap(Transcript::texts)
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private Optional<SessionSummary> summary(String id) {
        try {
            Path file = file(id);
            SessionFile content = SessionFile.read(file);
            Instant changed = Files.getLastModifiedTime(file).toInstant();
            int questions = content.questions();
            return questions == 0
                    ? Optional.empty()
                    : Optional.of(
                            new SessionSummary(
                                    id, content.title(), changed, questions, content.origin()));
        } catch (IOException | SessionException e) {
            return Optional.empty();
        }
    }

    private List<String> ids() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .map(SessionStore::id)
                    .filter(id -> ID.matcher(id).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new SessionException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * A new session that begins like another one, which stays as it is. It remembers where it comes
     * from, and is called like the other with a number.
     *
     * @param questions how many of its questions are taken over, from the first on, with their
     *     answers; a branch of none has no title before its first question
     * @throws SessionException if the last of them has no answer: it could be taken up again in
     *     both, and its calls would be made twice
     */
    public Session branch(String name, int questions) {
        String from = find(name);
        SessionFile content = SessionFile.read(file(from));
        List<Entry> taken = beginning(content.entries(), questions);
        List<Exchange> exchanges = Exchange.of(taken);
        if (!exchanges.isEmpty() && exchanges.getLast().answer().isEmpty()) {
            throw new SessionException(
                    "Question %d has no answer yet, so no branch can begin behind it. Let it be answered first."
                            .formatted(exchanges.size()));
        }
        String title = exchanges.isEmpty() ? "" : freeTitle(content.title());
        Session branch = create(Optional.of(new Origin(from, exchanges.size())));
        try {
            branch.take(taken);
            if (!title.isEmpty()) {
                branch.rename(title);
            }
            return branch;
        } catch (RuntimeException e) {
            branch.close();
            throw e;
        }
    }

    private static List<Entry> beginning(List<Entry> entries, int questions) {
        List<Entry> taken = new ArrayList<>();
        int asked = 0;
        for (Entry entry : entries) {
            asked += entry instanceof Entry.Asked ? 1 : 0;
            if (asked > questions) {
                break;
            }
            taken.add(entry);
        }
        return taken;
    }

    /** The title with the first number behind it, from 2 on, that no session has. */
    public String freeTitle(String title) {
        String base = NUMBERED.matcher(title).replaceFirst("");
        Set<String> taken = list().stream().map(SessionSummary::title).collect(Collectors.toSet());
        int number = 2;
        while (taken.contains("%s (%d)".formatted(base, number))) {
            number++;
        }
        return "%s (%d)".formatted(base, number);
    }

    /**
     * Removes a session for good.
     *
     * @throws SessionException if there is none or somebody uses it
     */
    public void delete(String name) {
        String id = find(name);
        try (Session session = Session.open(id, file(id))) {
            Files.delete(file(session.id()));
        } catch (NoSuchFileException e) {
            throw new SessionException("There is no session \"" + id + "\" any more.", e);
        } catch (IOException e) {
            throw new SessionException(id + " cannot be removed: " + e.getMessage(), e);
        }
    }

    private Path file(String id) {
        return folder.resolve(id + SUFFIX);
    }

    static String id(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }
}
