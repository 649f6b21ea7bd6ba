package dev.hoopoe.cli;

import dev.hoopoe.database.DatabaseTools;
import dev.hoopoe.documents.DocumentTools;
import dev.hoopoe.files.FileWorkspace;
import dev.hoopoe.files.NewFiles;
import dev.hoopoe.files.UndoJournal;
import dev.hoopoe.inference.EngineOptions;
import dev.hoopoe.mcp.ServerLimits;
import dev.hoopoe.scraping.browser.BrowserPages;
import dev.hoopoe.tools.ResultStore;
import dev.hoopoe.tools.ToolBox;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Limits that nobody can set, for {@code hoopoe config} to show. */
final class FixedLimits {
    static final Map<String, String> ALL = all();

    private FixedLimits() {}

    private static Map<String, String> all() {
        Map<String, String> limits = new LinkedHashMap<>();
        limits.put("result of one call", tokens(ToolBox.DEFAULT_MAX_TOKENS));
        limits.put("result of one call, asked for", tokens(ToolBox.LARGEST_MAX_TOKENS));
        limits.put("results kept", count(ResultStore.DEFAULT_MAX_RESULTS));
        limits.put("characters of kept results", count(ResultStore.DEFAULT_MAX_CHARS));
        limits.put("a page in the browser", BrowserPages.PAGE_LIMIT.toSeconds() + " s");
        limits.put("folders in folders", count(FileWorkspace.MAX_DEPTH));
        limits.put("files of one walk", count(FileWorkspace.MAX_WALKED));
        limits.put("a file dropped on the page", megabytes(NewFiles.MAX_BYTES));
        limits.put("undo, changes kept", count(UndoJournal.MAX_ENTRIES));
        limits.put("undo, all files", megabytes(UndoJournal.MAX_BYTES));
        limits.put("undo, one file", megabytes(UndoJournal.MAX_FILE_BYTES));
        limits.put("rows of one query", count(DatabaseTools.MAX_ROWS));
        limits.put("passages of one search", count(DocumentTools.MAX_PASSAGES));
        limits.put("prompt states on disk", megabytes(EngineOptions.DEFAULT_PREFIX_BYTES));
        limits.put("serve, one message", megabytes(ServerLimits.DEFAULT_MAX_LINE_BYTES));
        limits.put("serve, calls at once", count(ServerLimits.DEFAULT_MAX_RUNNING_CALLS));
        limits.put("serve, calls open", count(ServerLimits.DEFAULT_MAX_OPEN_CALLS));
        limits.put("config.toml", megabytes(ConfigFile.MAX_BYTES));
        return Collections.unmodifiableMap(limits);
    }

    private static String tokens(int tokens) {
        return tokens + " tokens";
    }

    private static String count(long count) {
        return Long.toString(count);
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
