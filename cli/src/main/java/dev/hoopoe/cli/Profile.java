package dev.hoopoe.cli;

import dev.hoopoe.tools.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A choice of tools, by name and in the order in which models see them. */
enum Profile {
    /** About 700 tokens; the default, and all that a small context has room for. */
    CORE(
            "web_fetch",
            "file_list",
            "file_read",
            "file_write",
            "db_schema",
            "db_query",
            "doc_search",
            "result_read"),
    /** Everything that this version has. */
    ALL(
            "web_search",
            "web_fetch",
            "web_extract",
            "web_map",
            "web_crawl",
            "browser_open",
            "browser_view",
            "browser_act",
            "browser_ask_user",
            "browser_close",
            "file_list",
            "file_read",
            "file_search",
            "file_write",
            "file_edit",
            "file_move",
            "db_schema",
            "db_query",
            "db_write",
            "doc_index",
            "doc_search",
            "result_read",
            "job",
            "undo"),
    WEB(
            "web_search",
            "web_fetch",
            "web_extract",
            "web_map",
            "web_crawl",
            "doc_search",
            "result_read",
            "job"),
    BROWSER(
            "web_fetch",
            "browser_open",
            "browser_view",
            "browser_act",
            "browser_ask_user",
            "browser_close",
            "result_read"),
    FILES(
            "file_list",
            "file_read",
            "file_search",
            "file_write",
            "file_edit",
            "file_move",
            "result_read",
            "undo"),
    DB("db_schema", "db_query", "db_write", "result_read"),
    DOCS("doc_index", "doc_search", "file_read", "result_read", "job");

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it immutable
    private final List<String> tools;

    Profile(String... tools) {
        this.tools = List.of(tools);
    }

    List<String> tools() {
        return tools;
    }

    static Profile of(String name) {
        List<String> names =
                Arrays.stream(values()).map(p -> p.name().toLowerCase(Locale.ROOT)).toList();
        int at = names.indexOf(name.strip().toLowerCase(Locale.ROOT));
        if (at < 0) {
            throw new UsageException(
                    "There is no profile %s.%s Profiles: %s."
                            .formatted(name, Nearest.hint(name, names), String.join(", ", names)));
        }
        return values()[at];
    }
}
