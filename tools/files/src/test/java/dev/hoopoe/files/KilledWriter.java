package dev.hoopoe.files;

import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program that is killed: it writes a file, all of one letter, again and again until then. */
final class KilledWriter {
    /** Long enough for a kill to fall into the middle of a write. */
    static final int CHARS = 3_000_000;

    private KilledWriter() {}

    /**
     * Writes until it dies.
     *
     * @param arguments the root, and the folder of the journal
     */
    public static void main(String[] arguments) throws IOException {
        FileWorkspace workspace = new FileWorkspace(List.of(Path.of(arguments[0])));
        UndoJournal journal = new UndoJournal(Path.of(arguments[1]));
        ToolBox box = ToolBox.of(new FileTools(workspace, journal));
        for (int i = 0; i < 100_000; i++) {
            String content = String.valueOf((char) ('a' + i % 26)).repeat(CHARS);
            ToolResult result =
                    Sandbox.call(box, "file_write", "path", "big.txt", "content", content);
            if (result.error()) {
                throw new IllegalStateException(result.text());
            }
            say("wrote " + i);
        }
    }

    @SuppressWarnings("SystemOut")
    private static void say(String line) {
        System.out.println(line);
    }
}
