package dev.hoopoe.files;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Every change to the user's files: the earlier content goes to the journal, then the new content
 * to a temporary file beside the old one, flushed, then one rename. A crash leaves old or new,
 * never a mixture. One change at a time, also among processes; thread-safe.
 */
final class Changes {
    /** Bytes that one write may have. */
    static final int MAX_CONTENT_BYTES = 16 << 20;

    private final FileWorkspace workspace;
    private final UndoJournal journal;

    Changes(FileWorkspace workspace, UndoJournal journal) {
        this.workspace = workspace;
        this.journal = journal;
    }

    /** What a change did: where, how many bytes are there now, and how to take it back. */
    record Done(Place place, boolean created, long bytes, String undo) {}

    /** Makes new content of old content; null stands for no file. */
    interface Maker {
        byte @Nullable [] make(byte @Nullable [] before, Place place);
    }

    /** Reads the file if it exists, makes its new content and puts that in its place. */
    Done change(String path, Maker maker, Call call) {
        try (UndoJournal.Turn _ = journal.turn();
                Target target = workspace.findForWriting(path)) {
            return change(target, maker, call);
        } catch (IOException e) {
            throw Faults.explain(path, e);
        }
    }

    Done change(Place place, Maker maker, Call call) {
        try (UndoJournal.Turn _ = journal.turn();
                Target target = workspace.walk(place)) {
            return change(target, maker, call);
        } catch (IOException e) {
            throw Faults.explain(place.shown(), e);
        }
    }

    private Done change(Target target, Maker maker, Call call) throws IOException {
        return switch (target) {
            case Target.Top top ->
                    throw new ToolException(
                            top.place().shown() + " is a folder.", "Name a file in it.");
            case Target.Missing missing -> create(missing, maker);
            case Target.Existing file -> replace(file, maker, call);
        };
    }

    private Done create(Target.Missing missing, Maker maker) throws IOException {
        NewName.check(missing.rest());
        byte @Nullable [] after = limited(maker.make(null, missing.place()));
        if (after == null) {
            return new Done(missing.place(), false, 0, "");
        }
        String undo = journal.keep(entry(missing.place(), false, after), new byte[0]);
        try (Folder root = Folder.open(missing.place().root().path());
                Folders folders = Folders.make(missing, root)) {
            put(folders.last(), missing.rest().getLast(), after, missing.place());
        }
        return new Done(missing.place(), true, after.length, undo);
    }

    private Done replace(Target.Existing file, Maker maker, Call call) throws IOException {
        FileWorkspace.requireRegular(file.place(), file.attributes());
        requireOwn(file.place());
        boolean kept = file.attributes().size() <= UndoJournal.MAX_FILE_BYTES;
        byte[] before = kept ? content(file) : new byte[0];
        byte @Nullable [] after = limited(maker.make(before, file.place()));
        if (!kept) {
            requireYes(file, call);
        }
        String undo = kept ? journal.keep(entry(file.place(), true, after), before) : "";
        if (after == null) {
            file.parent().deleteFile(file.name());
        } else {
            put(file.parent(), file.name(), after, file.place());
        }
        return new Done(file.place(), false, after == null ? 0 : after.length, undo);
    }

    private static UndoJournal.Entry entry(Place place, boolean existed, byte @Nullable [] after) {
        return new UndoJournal.Entry(
                place.root().path().toString(),
                String.join("/", place.names()),
                null,
                null,
                existed,
                after == null ? "" : hash(after));
    }

    static byte[] content(Target.Existing file) throws IOException {
        try (InputStream in = Channels.newInputStream(FileWorkspace.read(file).channel())) {
            return in.readNBytes((int) UndoJournal.MAX_FILE_BYTES + 1);
        }
    }

    private static void requireYes(Target.Existing file, Call call) {
        String what = "%s (%s)".formatted(file.place().shown(), Sizes.of(file.attributes().size()));
        if (!call.ask("Change " + what + ", which is too large to be undone?")) {
            throw new ToolException(
                    what + " is too large to be undone, and nobody agreed to change it.",
                    "Write to another file.");
        }
    }

    private static byte @Nullable [] limited(byte @Nullable [] content) {
        if (content != null && content.length > MAX_CONTENT_BYTES) {
            throw new ToolException(
                    "The content has %s; one write may have %s."
                            .formatted(Sizes.of(content.length), Sizes.of(MAX_CONTENT_BYTES)),
                    "Write it in parts to several files.");
        }
        return content;
    }

    // A second name of the same file may lie outside the roots, so it is left alone. Renaming over
    // a file that its owner made read-only would ignore that wish.
    private static void requireOwn(Place place) throws IOException {
        Path path = place.path();
        if (!Files.isWritable(path)) {
            throw new ToolException(
                    place.shown() + " is read-only.", "Write to another file, or ask the user.");
        }
        if (links(path) > 1) {
            throw new ToolException(
                    place.shown() + " has a second name (a hard link), maybe outside the folder.",
                    "Write to a new file instead.");
        }
    }

    private static int links(Path path) throws IOException {
        try {
            Object links = Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
            return links instanceof Integer number ? number : 1;
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return 1;
        }
    }

    private static void put(Folder folder, String name, byte[] bytes, Place place)
            throws IOException {
        String temporary = temporaryName();
        try {
            try (SeekableByteChannel channel = folder.create(temporary, name)) {
                Durable.write(channel, bytes);
            }
            folder.move(temporary, folder, name);
        } catch (IOException e) {
            removeQuietly(folder, temporary);
            throw e;
        }
        Path parent = place.path().getParent();
        if (parent != null) {
            Durable.folder(parent);
        }
    }

    static String temporaryName() {
        return ".hoopoe-" + UUID.randomUUID() + ".tmp";
    }

    private static void removeQuietly(Folder folder, String name) {
        try {
            folder.deleteFile(name);
        } catch (IOException absent) {
            // It was never made, or the disk fails: the error that led here says more.
            return;
        }
    }

    /** Renames a file or folder to a name that is free. */
    Done move(String from, String to) {
        try (UndoJournal.Turn _ = journal.turn();
                Target source = workspace.find(from)) {
            return switch (source) {
                case Target.Existing existing -> move(existing, to);
                case Target.Missing missing -> throw workspace.missing(missing.place().shown());
                case Target.Top top ->
                        throw new ToolException(
                                "A root itself cannot be moved.", "Name something in it.");
            };
        } catch (FileSystemException e) {
            throw Faults.explain(from, e);
        } catch (IOException e) {
            throw Faults.explain(from, e);
        }
    }

    private Done move(Target.Existing from, String to) throws IOException {
        if (!from.attributes().isDirectory()) {
            FileWorkspace.requireRegular(from.place(), from.attributes());
        }
        try (Target target = workspace.findForWriting(into(from, to))) {
            if (!(target instanceof Target.Missing missing)) {
                throw new ToolException(
                        target.place().shown() + " exists already.", "Choose a free name.");
            }
            return move(from, missing);
        }
    }

    // "Move it to trash" means into the folder trash, whether it ends in a slash or exists already.
    private String into(Target.Existing from, String to) throws IOException {
        try (Target target = workspace.findForWriting(to)) {
            boolean folder =
                    to.endsWith("/")
                            || target instanceof Target.Top
                            || (target instanceof Target.Existing there
                                    && there.attributes().isDirectory());
            return folder ? to + "/" + from.name() : to;
        }
    }

    private Done move(Target.Existing from, Target.Missing to) throws IOException {
        NewName.check(to.rest());
        if (startsWith(to.place(), from.place())) {
            throw new ToolException(
                    from.place().shown() + " cannot be moved into itself.",
                    "Choose a place outside it.");
        }
        UndoJournal.Entry entry =
                new UndoJournal.Entry(
                        from.place().root().path().toString(),
                        String.join("/", from.place().names()),
                        to.place().root().path().toString(),
                        String.join("/", to.place().names()),
                        true,
                        "");
        String undo = journal.keep(entry, new byte[0]);
        try (Folder root = Folder.open(to.place().root().path());
                Folders folders = Folders.make(to, root)) {
            from.parent().move(from.name(), folders.last(), to.rest().getLast());
        }
        return new Done(to.place(), false, from.attributes().size(), undo);
    }

    private static boolean startsWith(Place place, Place folder) {
        List<String> head = folder.names();
        return place.root().equals(folder.root())
                && place.names().size() >= head.size()
                && place.names().subList(0, head.size()).equals(head);
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
