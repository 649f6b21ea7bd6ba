package dev.hoopoe.files;

import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Says what an error of the operating system means for the caller, without its paths. */
final class Faults {
    private Faults() {}

    static ToolException explain(String shown, IOException e) {
        String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (e instanceof NoSuchFileException) {
            return new ToolException(
                    shown + " is gone: it was removed meanwhile.", "Look again with file_list.", e);
        }
        if (e instanceof AccessDeniedException || reason.contains("permission denied")) {
            return new ToolException(
                    shown + " may not be opened: the user lacks the permission.",
                    "Work with another file.",
                    e);
        }
        if (reason.contains("no space") || reason.contains("quota")) {
            return new ToolException(
                    "The disk is full, so " + shown + " was left as it was.",
                    "Tell the user to free space.",
                    e);
        }
        if (reason.contains("read-only file system")) {
            return new ToolException(
                    shown + " lies on a read-only disk.", "Write to another folder.", e);
        }
        return new ToolException(
                shown + " could not be opened: it changed meanwhile, or the disk failed.",
                "Look again with file_list.",
                e);
    }

    static ToolException changed(String shown) {
        return new ToolException(shown + " was replaced while it was being opened.", "Call again.");
    }
}
