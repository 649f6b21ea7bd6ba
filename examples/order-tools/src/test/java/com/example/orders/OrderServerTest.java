package com.example.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server as a client meets it: a process that speaks over its standard streams. */
class OrderServerTest {
    private static final String HELLO =
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
            "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            """;

    @Test
    @Timeout(30)
    void listsAndCallsItsTools() throws IOException, InterruptedException {
        Process server = start();
        try (Writer out = server.outputWriter(UTF_8)) {
            out.write(HELLO);
            out.write("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}\n");
            out.write(call(3, "order_find", "{\"customer\":\"grace\"}"));
        }
        List<String> answers = server.inputReader(UTF_8).lines().toList();

        assertTrue(server.waitFor(10, TimeUnit.SECONDS));
        assertEquals(3, answers.size());
        assertTrue(answer(answers, 1).contains("\"name\":\"orders\""));
        for (String tool : List.of("order_cancel", "order_find", "result_read", "undo")) {
            assertTrue(answer(answers, 2).contains("\"name\":\"" + tool + "\""), tool);
        }
        assertTrue(answer(answers, 3).contains("a18,Grace Hopper"));
    }

    private static Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.example.orders.OrderServer")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String call(int id, String tool, String arguments) {
        return """
               {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"%s","arguments":%s}}
               """
                .formatted(id, tool, arguments);
    }

    private static String answer(List<String> answers, int id) {
        return answers.stream()
                .filter(line -> line.contains("\"id\":" + id + ","))
                .findFirst()
                .orElseThrow();
    }
}
