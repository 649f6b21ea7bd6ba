package dev.hoopoe.agent.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hoopoe.agent.servers.ServerConfig.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads {@code mcpServers} JSON as Claude Desktop and Cursor write it, and {@code servers} as VS
 * Code does, comments and trailing commas included. Keys that are not known are passed over: each
 * client has some of its own.
 */
public final class ServersFile {
    /** No such file is longer. */
    public static final long MAX_BYTES = 1 << 20;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,40}");
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .build();

    private final String origin;

    private ServersFile(String origin) {
        this.origin = origin;
    }

    /**
     * The servers of a file, in its order; none where there is no file.
     *
     * @throws ServerException if it cannot be read; the text says where
     */
    public static List<ServerConfig> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ServerException(
                        "%s is larger than %d bytes. Make it smaller.".formatted(file, MAX_BYTES));
            }
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new ServerException(
                    "%s cannot be read (%s). It must be UTF-8 text that you may read."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /**
     * The servers of this text.
     *
     * @param origin where it comes from, for errors
     */
    public static List<ServerConfig> parse(String text, String origin) {
        return new ServersFile(origin).servers(tree(text, origin));
    }

    /** What {@link #parse} reads, for these servers. */
    public static String write(List<ServerConfig> servers) {
        Map<String, Object> entries = new LinkedHashMap<>();
        servers.forEach(server -> entries.put(server.name(), entry(server)));
        try {
            return JSON.writerWithDefaultPrettyPrinter()
                            .writeValueAsString(Map.of("mcpServers", entries))
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> entry(ServerConfig server) {
        Map<String, Object> entry = new LinkedHashMap<>();
        switch (server.way()) {
            case Way.Program program -> {
                entry.put("command", program.command().getFirst());
                entry.put("args", program.command().subList(1, program.command().size()));
                entry.put("env", program.environment());
                entry.put("cwd", program.folder());
            }
            case Way.Address address -> {
                entry.put("type", "http");
                entry.put("url", address.url());
                entry.put("headers", address.headers());
            }
        }
        if (!server.enabled()) {
            entry.put("disabled", true);
        }
        entry.values().removeIf(v -> v.equals("") || v.equals(Map.of()));
        return entry;
    }

    private static JsonNode tree(String text, String origin) {
        try {
            JsonNode tree = JSON.readTree(text);
            return tree.isMissingNode() ? JSON.createObjectNode() : tree;
        } catch (JsonProcessingException e) {
            throw new ServerException(
                    "%s, line %d, is not JSON: %s. Mend that line or the one before it."
                            .formatted(origin, e.getLocation().getLineNr(), e.getOriginalMessage()),
                    e);
        }
    }

    private List<ServerConfig> servers(JsonNode tree) {
        JsonNode named = tree.has("mcpServers") ? tree.get("mcpServers") : tree.path("servers");
        if (!tree.isObject() || !(named.isObject() || named.isMissingNode())) {
            throw wrong("", "holds no object \"mcpServers\"");
        }
        List<ServerConfig> servers = new ArrayList<>();
        named.properties().forEach(e -> servers.add(server(e.getKey(), e.getValue())));
        return servers;
    }

    private ServerConfig server(String name, JsonNode entry) {
        if (!NAME.matcher(name).matches()) {
            throw wrong(
                    "\"" + name.substring(0, Math.min(40, name.length())) + "\"",
                    "is no server name: up to 41 letters, digits, spaces and ._-");
        }
        boolean enabled =
                !entry.path("disabled").asBoolean() && entry.path("enabled").asBoolean(true);
        return new ServerConfig(name, way(name, entry), enabled);
    }

    private Way way(String name, JsonNode entry) {
        String url = text(name, entry, entry.has("url") ? "url" : "serverUrl");
        String command = text(name, entry, "command");
        if (command.isEmpty() == url.isEmpty()) {
            throw wrong(name, "needs either a \"command\" or a \"url\"");
        }
        if (!url.isEmpty()) {
            return new Way.Address(url, texts(name, entry, "headers"));
        }
        List<String> line = new ArrayList<>(List.of(command));
        for (JsonNode argument : entry.path("args")) {
            line.add(argument.asText());
        }
        return new Way.Program(line, texts(name, entry, "env"), text(name, entry, "cwd"));
    }

    private String text(String name, JsonNode entry, String key) {
        JsonNode value = entry.path(key);
        if (value.isTextual() || value.isMissingNode() || value.isNull()) {
            return value.asText("");
        }
        throw wrong(name + "." + key, "is no text");
    }

    private Map<String, String> texts(String name, JsonNode entry, String key) {
        JsonNode table = entry.path(key);
        if (!table.isObject() && !table.isMissingNode() && !table.isNull()) {
            throw wrong(name + "." + key, "is no object of texts");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        table.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }

    private ServerException wrong(String place, String what) {
        return new ServerException(
                "%s: %s %s. Write {\"mcpServers\": {\"NAME\": {\"command\": \"…\", \"args\": […]}}}."
                        .formatted(origin, place, what));
    }
}
