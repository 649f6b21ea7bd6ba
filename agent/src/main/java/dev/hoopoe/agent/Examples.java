package dev.hoopoe.agent;

import dev.hoopoe.tools.Json;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finished conversations that a small model sees before its own: they show the form of a call, that
 * a result is followed by an answer, and that a file which was asked for is written. They stand in
 * the part of the prompt that is kept on disk, so they cost next to no time.
 *
 * <p>Only tools that are there are shown; names and facts are invented.
 */
final class Examples {
    private static final String SCHEMA =
            """
            ok r1 source=library
            books(id INTEGER PK, title TEXT, shelf TEXT 'A'|'B', price REAL) 80 rows
            readers(id INTEGER PK, name TEXT, town TEXT) 31 rows\
            """;

    private final Set<String> tools;
    private final List<ChatMessage> messages = new ArrayList<>();
    private int calls;
    private String question = "";

    private Examples(Set<String> tools) {
        this.tools = tools;
    }

    /** The examples for these tools, in a fixed order. */
    static List<ChatMessage> of(Set<String> tools) {
        Examples examples = new Examples(tools);
        if (examples.has("file_write")) {
            examples.writing();
        }
        if (examples.has("web_fetch", "file_write")) {
            examples.pageToFile();
        }
        if (examples.has("db_query", "db_schema")) {
            examples.schema();
        }
        if (examples.has("file_read")) {
            examples.file();
        }
        if (examples.has("db_query", "db_schema")) {
            examples.database();
        }
        return List.copyOf(examples.messages);
    }

    private boolean has(String... names) {
        return tools.containsAll(Set.of(names));
    }

    private void database() {
        ask("How many books on shelf B in the library database are there?");
        call(Map.of(), "db_schema", SCHEMA);
        call(
                Map.of("sql", "SELECT COUNT(*) FROM books WHERE section = 'B'"),
                "db_query",
                "error: There is no column section. Columns: books(id, title, shelf, price).");
        call(
                Map.of("sql", "SELECT COUNT(*) FROM books WHERE shelf = 'B'"),
                "db_query",
                "ok r2 rows=1 truncated=false source=library\nCOUNT(*)\n14");
        answer("14 books are on shelf B.");
    }

    private void schema() {
        ask("What tables does the library database have?");
        call(Map.of(), "db_schema", SCHEMA);
        answer("The tables are books and readers.");
    }

    private void pageToFile() {
        ask(
                "Where does the spring meeting at https://club.example/meeting.html take place?"
                        + " Write only that to place.txt.");
        call(
                Map.of("url", "https://club.example/meeting.html"),
                "web_fetch",
                "ok r1 src=https://club.example/meeting.html\n# Spring meeting\n\n"
                        + "We meet on 4 May at the Old Mill, Harbour Street. Tea is served at four.");
        Map<String, Object> write = new LinkedHashMap<>();
        write.put("path", "place.txt");
        write.put("content", "the Old Mill, Harbour Street");
        call(write, "file_write", "ok r2\ncreated place.txt");
        answer("The Old Mill, Harbour Street.");
    }

    private void file() {
        ask("Which port does settings/server.ini set?");
        call(
                Map.of("path", "settings/server.ini"),
                "file_read",
                "ok r1 src=settings/server.ini\n[server]\nport = 8123\nworkers = 4");
        answer("It sets port 8123.");
    }

    private void writing() {
        ask("Create shopping.txt with the text milk and bread");
        Map<String, Object> write = new LinkedHashMap<>();
        write.put("path", "shopping.txt");
        write.put("content", "milk and bread");
        call(write, "file_write", "ok r1\ncreated shopping.txt");
        answer("Done.");
        ask("Call my sister on the phone.");
        answer("I cannot do that: I have no tool for phone calls.");
    }

    private void ask(String asked) {
        question = asked;
        messages.add(UserMessage.from(asked));
    }

    private void call(Map<String, Object> arguments, String tool, String result) {
        ToolExecutionRequest request =
                ToolExecutionRequest.builder()
                        .id("example" + ++calls)
                        .name(tool)
                        .arguments(Json.write(arguments))
                        .build();
        messages.add(AiMessage.from(EmbeddedBrain.asText(AiMessage.from(request))));
        messages.add(
                ToolExecutionResultMessage.from(
                        request,
                        tool.equals("file_write") ? result : Prompts.result(result, question, 0)));
    }

    private void answer(String text) {
        messages.add(AiMessage.from(EmbeddedBrain.asText(AiMessage.from(text))));
    }
}
