package dev.hoopoe.agent.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * A stranger's server program for tests, which misbehaves on request. Its folder holds what it did
 * ({@code log}) and, where there is one, another description for its tools ({@code text}).
 */
final class TinyServer {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final PrintStream out;

    private TinyServer(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        TinyServer server =
                new TinyServer(
                        Path.of(args[0]),
                        new PrintStream(System.out, true, StandardCharsets.UTF_8));
        server.log("start " + System.getenv().containsKey("SECRET_OF_THE_USER"));
        System.err.println("tiny greets");
        server.out.println("a greeting where none belongs");
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode message = JSON.readTree(line);
            Thread.startVirtualThread(() -> server.handle(message));
        }
        server.log("end");
    }

    /** How to start it on this folder. */
    static ServerConfig on(Path folder, String name) {
        return new ServerConfig(
                name,
                new ServerConfig.Way.Program(
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                TinyServer.class.getName(),
                                folder.toString()),
                        Map.of(),
                        ""),
                true);
    }

    private void handle(JsonNode message) {
        try {
            switch (message.path("method").asText()) {
                case "initialize" ->
                        reply(
                                message,
                                """
                                {"protocolVersion":"2025-06-18","capabilities":{"tools":{"listChanged":true}},
                                 "serverInfo":{"name":"tiny","version":"1"}}
                                """);
                case "tools/list" -> reply(message, tools());
                case "tools/call" -> call(message);
                case "notifications/cancelled" ->
                        log("cancelled " + message.at("/params/requestId").asText());
                default -> {}
            }
        } catch (IOException e) {
            log("failed " + e);
        }
    }

    private String tools() throws IOException {
        ObjectNode list = JSON.createObjectNode();
        ArrayNode tools = list.putArray("tools");
        Path text = folder.resolve("text");
        String description = Files.exists(text) ? Files.readString(text) : "Says it again.";
        tools.add(tool("echo", description, true));
        tools.add(tool("write", "Writes it down.", false));
        tools.add(tool("die", "Ends the server.", false));
        tools.add(tool("die_once", "Ends the server the first time.", true));
        tools.add(tool("slow", "Takes a minute.", true));
        if (Files.exists(folder.resolve("more"))) {
            tools.add(tool("more", "Came later.", true));
        }
        return list.toString();
    }

    private static ObjectNode tool(String name, String description, boolean reads) {
        ObjectNode tool = JSON.createObjectNode().put("name", name).put("description", description);
        tool.putObject("annotations").put("readOnlyHint", reads).put("openWorldHint", false);
        ObjectNode schema = tool.putObject("inputSchema").put("type", "object");
        schema.putObject("properties").putObject("text").put("type", "string");
        schema.putArray("required").add("text");
        return tool;
    }

    private void call(JsonNode message) throws IOException {
        String tool = message.at("/params/name").asText();
        String text = message.at("/params/arguments/text").asText();
        log(tool + " " + text);
        switch (tool) {
            case "die" -> Runtime.getRuntime().halt(7);
            case "die_once" -> dieOnce();
            case "slow" -> slow(message);
            case "more" -> {}
            default -> {}
        }
        if (text.equals("wrong")) {
            reply(
                    message,
                    "{\"content\":[{\"type\":\"text\",\"text\":\"Not that.\"}],\"isError\":true}");
        } else if (text.equals("grow")) {
            Files.createFile(folder.resolve("more"));
            send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
            reply(message, "{\"content\":[]}");
        } else {
            ObjectNode result = JSON.createObjectNode();
            result.putArray("content")
                    .addObject()
                    .put("type", "text")
                    .put("text", "you said " + text);
            reply(message, result.toString());
        }
    }

    private void dieOnce() throws IOException {
        if (!Files.exists(folder.resolve("died"))) {
            Files.createFile(folder.resolve("died"));
            Runtime.getRuntime().halt(8);
        }
    }

    private void slow(JsonNode message) {
        send(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
                        + message.at("/params/_meta/progressToken")
                        + ",\"progress\":1,\"total\":9,\"message\":\"still here\"}}");
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reply(JsonNode request, String result) throws IOException {
        ObjectNode reply = JSON.createObjectNode().put("jsonrpc", "2.0");
        reply.set("id", request.get("id"));
        reply.set("result", JSON.readTree(result));
        send(reply.toString());
    }

    private synchronized void send(String line) {
        out.println(line);
    }

    private synchronized void log(String line) {
        try {
            Files.writeString(
                    folder.resolve("log"),
                    line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
