package dev.hoopoe.agent.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hoopoe.tools.Json;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the user has agreed to: a hash of each tool's definition, by server, kept in a file. A
 * definition that came or changed since is not offered until the user agrees again: a server that
 * was harmless when it was installed may change its mind ("rug pull"). Thread-safe; several
 * processes may share the file, where the last word stands.
 */
public final class Pins {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    private Pins(Path file) {
        this.file = file;
    }

    /** The pins kept in this file, which need not be there yet. */
    public static Pins in(Path file) {
        return new Pins(file);
    }

    /**
     * What became of a server's tools.
     *
     * @param agreed as they were when the user agreed, or seen for the first time
     * @param other new or changed since; not to be offered
     * @param first whether the server is new, so that all was agreed to now
     */
    record Verdict(List<McpSchema.Tool> agreed, List<McpSchema.Tool> other, boolean first) {}

    synchronized Verdict judge(String server, List<McpSchema.Tool> tools) {
        Map<String, Map<String, String>> all = load();
        Map<String, String> pinned = all.get(server);
        if (pinned == null) {
            Map<String, String> fresh = new TreeMap<>();
            tools.forEach(tool -> fresh.put(tool.name(), hash(tool)));
            all.put(server, fresh);
            save(all);
            return new Verdict(List.copyOf(tools), List.of(), true);
        }
        List<McpSchema.Tool> agreed = new ArrayList<>();
        List<McpSchema.Tool> other = new ArrayList<>();
        tools.forEach(t -> (hash(t).equals(pinned.get(t.name())) ? agreed : other).add(t));
        return new Verdict(agreed, other, false);
    }

    /** Forgets a server: what it offers next is agreed to. */
    public synchronized void forget(String server) {
        Map<String, Map<String, String>> all = load();
        if (all.remove(server) != null) {
            save(all);
        }
    }

    private Map<String, Map<String, String>> load() {
        try {
            return Files.exists(file)
                    ? JSON.readValue(Files.readString(file), new TypeReference<>() {})
                    : new TreeMap<>();
        } catch (JsonProcessingException e) {
            throw new ServerException(
                    file + " is damaged. Remove it; the servers' tools are then agreed to anew.",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void save(Map<String, Map<String, String>> all) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "pins", ".tmp");
            Files.writeString(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that a model or a guard goes by. */
    private static String hash(McpSchema.Tool tool) {
        McpSchema.ToolAnnotations hints = tool.annotations();
        String text =
                tool.name()
                        + "\n"
                        + tool.description()
                        + "\n"
                        + Json.write(tool.inputSchema())
                        + "\n"
                        + (hints == null
                                ? ""
                                : hints.readOnlyHint()
                                        + " "
                                        + hints.destructiveHint()
                                        + " "
                                        + hints.idempotentHint()
                                        + " "
                                        + hints.openWorldHint());
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
