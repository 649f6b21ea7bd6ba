package dev.hoopoe.files;

import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import dev.hoopoe.tools.UndoTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two roots, a folder outside with a canary, and the tools on them. */
final class Sandbox {
    static final String CANARY = "canary-of-the-outside";

    final Path base;
    final Path root;
    final Path second;
    final Path outside;
    final FileWorkspace workspace;
    private final ToolBox box;

    Sandbox(Path base) throws IOException {
        this.base = base;
        this.root = Files.createDirectories(base.resolve("home"));
        this.second = Files.createDirectories(base.resolve("corpus"));
        this.outside = Files.createDirectories(base.resolve("outside"));
        Files.writeString(outside.resolve("secret.txt"), CANARY);
        this.workspace = new FileWorkspace(List.of(root, second));
        this.box = box();
    }

    /** The tools as a process finds them that starts now. */
    ToolBox box() {
        FileTools tools = new FileTools(workspace, new UndoJournal(base.resolve("undo")));
        return ToolBox.of(tools, new UndoTools(tools.changes()));
    }

    ToolResult call(String tool, Object... pairs) {
        return call(box, tool, pairs);
    }

    static ToolResult call(ToolBox box, String tool, Object... pairs) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            arguments.put(pairs[i].toString(), pairs[i + 1]);
        }
        return box.call(tool, arguments, RunningCall.quiet());
    }

    Path write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    List<String> outsideNames() throws IOException {
        List<String> names = new ArrayList<>();
        try (var files = Files.list(outside)) {
            files.forEach(f -> names.add(f.getFileName().toString()));
        }
        return names;
    }

    static String body(ToolResult result) {
        return result.text().substring(result.text().indexOf('\n') + 1);
    }
}
