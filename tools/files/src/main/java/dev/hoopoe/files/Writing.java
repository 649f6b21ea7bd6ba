package dev.hoopoe.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Undo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@code file_write}, {@code file_edit}, {@code file_move}, and how each is taken back. */
final class Writing implements Undo {
    /** The folder in each root that takes what is thrown away; hidden, so that no list shows it. */
    static final String TRASH = ".hoopoe-trash";

    private final FileWorkspace workspace;
    private final Changes changes;
    private final UndoJournal journal;

    Writing(FileWorkspace workspace, Changes changes, UndoJournal journal) {
        this.workspace = workspace;
        this.changes = changes;
        this.journal = journal;
    }

    Reply write(FileTools.Write in, Call call) {
        Changes.Done done =
                changes.change(in.path(), (before, place) -> content(in, before, place), call);
        String verb =
                switch (in.mode()) {
                    case CREATE, OVERWRITE -> done.created() ? "created " : "overwrote ";
                    case APPEND -> done.created() ? "created " : "appended to ";
                };
        return reply(verb, done);
    }

    private static Reply reply(String verb, Changes.Done done) {
        String shown = done.place().shown();
        String undo = done.undo().isEmpty() ? "" : "; undo id " + done.undo();
        return Reply.of(verb + shown + ", now " + Sizes.of(done.bytes()) + undo)
                .fact("bytes", done.bytes())
                .source(new Source.File(shown));
    }

    private static byte[] content(FileTools.Write in, byte @Nullable [] before, Place place) {
        if (before == null || in.mode() == FileTools.Mode.OVERWRITE) {
            return in.content().getBytes(UTF_8);
        }
        if (in.mode() == FileTools.Mode.CREATE) {
            throw new ToolException(
                    "%s exists already (%s).".formatted(place.shown(), Sizes.of(before.length)),
                    "Choose another name, or use mode=overwrite or mode=append.");
        }
        Decoding decoding = text(before, place);
        String old = decoding.text(before);
        boolean newLine = !old.isEmpty() && !old.endsWith("\n") && !in.content().startsWith("\n");
        return encoded(decoding, old + (newLine ? "\n" : "") + in.content(), place);
    }

    private static Decoding text(byte[] bytes, Place place) {
        return Decoding.of(bytes)
                .orElseThrow(() ->
                        new ToolException(
                                place.shown() + " is " + BinaryKind.of(bytes) + ".",
                                "Only text files can be edited; write a new file."));
    }

    private static byte[] encoded(Decoding decoding, String text, Place place) {
        if (!decoding.encodes(text)) {
            throw new ToolException(
                    "%s is encoded in %s, which lacks a character of the new text."
                            .formatted(place.shown(), decoding.charset()),
                    "Rewrite the whole file with mode=overwrite, which writes UTF-8.");
        }
        return decoding.bytes(text);
    }

    Reply edit(FileTools.Edit in, Call call) {
        if (in.preview()) {
            return Reply.of(preview(in).diff()).fact("preview", true);
        }
        AtomicReference<@Nullable TextEdit> made = new AtomicReference<>();
        Changes.Done done =
                changes.change(
                        in.path(),
                        (before, place) -> {
                            if (before == null) {
                                throw workspace.missing(place.shown());
                            }
                            Decoding decoding = text(before, place);
                            TextEdit edit = TextEdit.of(decoding.text(before), in, place);
                            made.set(edit);
                            return encoded(decoding, edit.text(), place);
                        },
                        call);
        TextEdit edit = made.get();
        Reply reply = reply("edited ", done);
        if (edit == null) {
            return reply;
        }
        reply =
                new Reply(reply.text() + "\n" + edit.diff(), reply.facts(), reply.sources())
                        .fact("replaced", edit.count());
        return edit.loose() ? reply.fact("matched", "without_spaces") : reply;
    }

    private TextEdit preview(FileTools.Edit in) {
        try (Target target = workspace.find(in.path())) {
            if (target instanceof Target.Existing file) {
                byte[] bytes = Changes.content(file);
                Decoding decoding = text(bytes, file.place());
                return TextEdit.of(decoding.text(bytes), in, file.place());
            }
            throw workspace.missing(in.path());
        } catch (IOException e) {
            throw Faults.explain(in.path(), e);
        }
    }

    Reply move(FileTools.Move in) {
        Changes.Done done = changes.move(in.path(), in.to().orElseGet(() -> trash(in.path())));
        return Reply.of("moved to " + done.place().shown() + "; undo id " + done.undo())
                .source(new Source.File(done.place().shown()));
    }

    /** A free name in the root of what is moved: renaming is safe only within a file system. */
    private String trash(String path) {
        try (Target target = workspace.find(path)) {
            Place place = target.place();
            if (place.names().isEmpty() || place.names().getFirst().equals(TRASH)) {
                throw new ToolException(
                        place.shown() + " cannot be put into the trash.",
                        "Name a file or folder in a root.");
            }
            String name = UUID.randomUUID().toString().substring(0, 8);
            return place.in(List.of(TRASH, name, place.names().getLast())).shown();
        } catch (IOException e) {
            throw Faults.explain(path, e);
        }
    }

    @Override
    public Optional<Reply> undo(String id, Call call) {
        return journal.find(id).map(entry -> undo(id, entry, call));
    }

    @Override
    public Optional<String> newest() {
        return journal.newest();
    }

    private Reply undo(String id, UndoJournal.Entry entry, Call call) {
        Place place = place(entry.root(), entry.path());
        if (entry.movedTo() != null && entry.movedToRoot() != null) {
            Place moved = place(entry.movedToRoot(), entry.movedTo());
            changes.move(moved.shown(), place.shown());
            return Reply.of("moved back to " + place.shown());
        }
        Changes.Done done = changes.change(place, (now, at) -> restored(id, entry, now, at), call);
        return entry.existed()
                ? reply("restored ", done)
                : Reply.of("removed " + place.shown() + ", which " + id + " had created");
    }

    private byte @Nullable [] restored(
            String id, UndoJournal.Entry entry, byte @Nullable [] now, Place place) {
        boolean same = (now == null ? "" : Changes.hash(now)).equals(entry.after());
        if (!same) {
            throw new ToolException(
                    place.shown() + " was changed again after " + id + ".",
                    "Undo the newer change first; the newest is "
                            + journal.newest().orElse("none")
                            + ".");
        }
        return entry.existed() ? journal.before(id) : null;
    }

    private Place place(String root, String path) {
        List<String> names = List.of(path.split("/", -1));
        return workspace
                .at(Path.of(root), names)
                .orElseThrow(() ->
                        new ToolException(
                                "The change was made in a folder that is not open now.",
                                "Ask the user to start with --root " + root + "."));
    }
}
