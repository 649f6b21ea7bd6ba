package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Workspace;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A workspace in memory. */
final class FolderOfTexts implements Workspace {
    final Map<String, byte[]> files = new TreeMap<>();

    @Override
    public List<Entry> files(int limit, Call call) {
        return files.entrySet().stream()
                .limit(limit)
                .map(e -> new Entry(e.getKey(), e.getValue().length, 0))
                .toList();
    }

    @Override
    public InputStream open(String path) {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new ToolException("There is no file " + path + ".", "List the files.");
        }
        return new ByteArrayInputStream(bytes);
    }
}
