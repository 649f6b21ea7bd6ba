package dev.hoopoe.agent.sessions;

import dev.hoopoe.agent.Approver;
import dev.hoopoe.agent.Conversation;
import dev.hoopoe.agent.Entry;
import dev.hoopoe.agent.Journal;
import dev.hoopoe.agent.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A conversation that is kept in a file while it goes on, and that nobody else can open meanwhile.
 * Whoever opens it closes it. Entries come from one thread at a time; the rest may be called from
 * any thread.
 */
public final class Session implements Journal, AutoCloseable {
    private final String id;
    private final Path file;
    private final FileChannel channel;
    private final List<Entry> entries;
    private String title;

    private Session(String id, Path file, FileChannel channel, SessionFile content) {
        this.id = id;
        this.file = file;
        this.channel = channel;
        this.entries = new ArrayList<>(content.entries());
        this.title = content.title();
    }

    static Session create(String id, Path file, Optional<Origin> from) {
        FileChannel channel = open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Session session = new Session(id, file, channel, new SessionFile(List.of(), 0));
        session.line(EntryJson.write(Header.Begin.now(id, from)));
        return session;
    }

    static Session open(String id, Path file) {
        FileChannel channel = open(file, StandardOpenOption.WRITE);
        try {
            SessionFile content = SessionFile.read(file);
            // What a crash cut off would spoil the next line.
            channel.truncate(content.whole());
            channel.position(content.whole());
            return new Session(id, file, channel, content);
        } catch (IOException e) {
            close(channel);
            throw new SessionException("Session " + id + " cannot be opened: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            close(channel);
            throw e;
        }
    }

    private static FileChannel open(Path file, StandardOpenOption... options) {
        try {
            FileChannel channel = FileChannel.open(file, options);
            if (!locked(channel)) {
                close(channel);
                throw new SessionException(
                        "Session "
                                + SessionStore.id(file)
                                + " is in use. Close it in the other window, or begin a new one.");
            }
            return channel;
        } catch (IOException e) {
            throw new SessionException(
                    "Session "
                            + SessionStore.id(file)
                            + " cannot be opened: "
                            + e.getMessage()
                            + ". Check the folder's rights and free space.",
                    e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new SessionException("A session cannot be closed: " + e.getMessage(), e);
        }
    }

    /** By which it is opened again. */
    public String id() {
        return id;
    }

    /** Given by the user, else the first question; "" while there is neither. */
    public synchronized String title() {
        return title;
    }

    /** Gives it a title. */
    public synchronized void rename(String wanted) {
        String line = wanted.strip().replaceAll("\\s+", " ");
        line(EntryJson.write(Header.Titled.of(line)));
        title = line;
    }

    /** All that has happened so far. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The questions so far, with what was done for them. */
    public List<Exchange> exchanges() {
        return Exchange.of(entries());
    }

    /**
     * The conversation as far as it has come; from now on it is kept here. At most one of them may
     * be in use.
     */
    public Conversation conversation(Approver approver) {
        return Conversation.resumed(approver, this, entries());
    }

    /**
     * {@inheritDoc} A call that is about to run and an answer are on the disk when this returns.
     */
    @Override
    public synchronized void add(Entry entry) {
        line(EntryJson.write(entry));
        entries.add(entry);
        if (title.isEmpty() && entry instanceof Entry.Asked asked) {
            title = SessionFile.oneLine(asked.question());
        }
        if (entry instanceof Entry.Begun || entry instanceof Entry.Answered) {
            force();
        }
    }

    /** Begins with what another session holds; on the disk when this returns. */
    synchronized void take(List<Entry> taken) {
        taken.forEach(entry -> line(EntryJson.write(entry)));
        entries.addAll(taken);
        force();
    }

    private synchronized void line(String json) {
        ByteBuffer bytes = ByteBuffer.wrap((json + '\n').getBytes(StandardCharsets.UTF_8));
        try {
            if (channel.position() + bytes.remaining() > SessionFile.MAX_BYTES) {
                throw new JournalException(
                        "This conversation holds %d MiB, which is the most. Begin a new one."
                                .formatted(SessionFile.MAX_BYTES >> 20),
                        new IOException("too long"));
            }
            write(bytes);
        } catch (IOException e) {
            throw cannotKeep(e);
        }
    }

    // Half a line would make the rest unreadable.
    private void write(ByteBuffer bytes) throws IOException {
        long before = channel.position();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            channel.truncate(before);
            throw e;
        }
    }

    private void force() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw cannotKeep(e);
        }
    }

    private JournalException cannotKeep(IOException e) {
        return new JournalException(
                "The conversation can no longer be kept ("
                        + e.getMessage()
                        + "), so nothing more is done. Make room on the disk and ask again.",
                e);
    }

    /** Lets others open it; a session in which nothing was asked leaves no file. */
    @Override
    public synchronized void close() {
        close(channel);
        if (entries.isEmpty()) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new SessionException(file + " cannot be removed: " + e.getMessage(), e);
            }
        }
    }
}
