package dev.hoopoe.web.chat;

import dev.hoopoe.files.FileTools;
import dev.hoopoe.files.FileWorkspace;
import dev.hoopoe.files.NewFiles;
import dev.hoopoe.files.UndoJournal;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.Undo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Puts dropped files where the program does: below a root, through the file tools. */
final class KeptUploads implements Uploads {
    private final NewFiles files;
    private final Undo changes;

    KeptUploads(Path root, Path undo) throws IOException {
        FileWorkspace workspace = new FileWorkspace(List.of(root));
        UndoJournal journal = new UndoJournal(undo);
        this.files = new NewFiles(workspace, journal);
        this.changes = new FileTools(workspace, journal).changes();
    }

    @Override
    public int maxBytes() {
        return NewFiles.MAX_BYTES;
    }

    @Override
    public Kept keep(String name, byte[] content) {
        NewFiles.Kept kept = files.keep(name, content);
        return new Kept(kept.path(), kept.bytes(), kept.undo());
    }

    @Override
    public void takeBack(String undo) {
        var _ = changes.undo(undo, RunningCall.quiet()).orElseThrow();
    }
}
