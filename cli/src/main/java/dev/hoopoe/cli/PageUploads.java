package dev.hoopoe.cli;

import dev.hoopoe.files.NewFiles;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.ToolResult;
import dev.hoopoe.web.chat.Uploads;

/** Puts what is dropped on the chat page where the file tools see it. Safe from every thread. */
final class PageUploads implements Uploads {
    private final OpenTools tools;

    PageUploads(OpenTools tools) {
        this.tools = tools;
    }

    @Override
    public int maxBytes() {
        return NewFiles.MAX_BYTES;
    }

    @Override
    public Kept keep(String name, byte[] content) {
        NewFiles.Kept kept = tools.newFiles().keep(name, content);
        return new Kept(kept.path(), kept.bytes(), kept.undo());
    }

    @Override
    public void takeBack(String undo) {
        ToolResult result = tools.undo(undo);
        if (result.error()) {
            throw new ToolException(result.body(), "It stays where it is.");
        }
    }
}
