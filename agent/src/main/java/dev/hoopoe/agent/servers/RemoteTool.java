package dev.hoopoe.agent.servers;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.Json;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.ToolDefinition;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.ToolHandler;
import dev.hoopoe.tools.Trait;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A tool of another server, as one of ours. */
final class RemoteTool implements ToolHandler {
    /** Characters of a tool's description that are shown. */
    static final int MAX_DESCRIPTION = 400;

    private final RemoteServer server;
    private final String remoteName;
    private final ToolDefinition definition;

    RemoteTool(RemoteServer server, McpSchema.Tool tool, String name) {
        this.server = server;
        this.remoteName = tool.name();
        this.definition =
                new ToolDefinition(
                        name,
                        PlainSchema.shortened(tool.description(), MAX_DESCRIPTION),
                        PlainSchema.of(tool.inputSchema()),
                        effect(tool.annotations()),
                        false,
                        traits(tool.annotations()));
    }

    /** By the hints, which are pinned; without a hint the worst is true (MCP, ToolAnnotations). */
    @SuppressWarnings("NullAway") // hints that are not there are null in the SDK
    private static Effect effect(McpSchema.ToolAnnotations hints) {
        if (hints == null) {
            return Effect.CHANGES;
        }
        if (Boolean.TRUE.equals(hints.readOnlyHint())) {
            return Effect.READS;
        }
        // What is posted to the world cannot be taken back, though it destroys nothing.
        boolean additive =
                Boolean.FALSE.equals(hints.destructiveHint())
                        && Boolean.FALSE.equals(hints.openWorldHint());
        return additive ? Effect.ADDS : Effect.CHANGES;
    }

    /** A server of a closed world holds the user's own things; of any other nothing is known. */
    @SuppressWarnings("NullAway")
    private static Trait[] worst(McpSchema.ToolAnnotations hints) {
        boolean closed = hints != null && Boolean.FALSE.equals(hints.openWorldHint());
        return closed ? new Trait[] {Trait.READS_PRIVATE} : Trait.values();
    }

    private static Set<Trait> traits(McpSchema.ToolAnnotations hints) {
        return Collections.unmodifiableSet(EnumSet.copyOf(Set.of(worst(hints))));
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    @Override
    public Reply call(Map<String, ?> arguments, Call call) {
        Map<String, Object> given = new LinkedHashMap<>();
        arguments.forEach((key, value) -> {
            if (value != null) {
                given.put(key, value);
            }
        });
        CallToolResult result = called(given, call);
        String text = text(result);
        if (Boolean.TRUE.equals(result.isError())) {
            throw new ToolException(
                    text.isBlank() ? definition.name() + " failed and says no more." : text,
                    "Mend the call, or answer with what you have.");
        }
        return Reply.of(text).fact("server", server.name().replace(' ', '_'));
    }

    private CallToolResult called(Map<String, Object> arguments, Call call) {
        try {
            return server.call(remoteName, arguments, call, definition.effect() == Effect.READS);
        } catch (ServerException e) {
            throw new ToolException(
                    String.valueOf(e.getMessage()),
                    definition.effect() == Effect.READS
                            ? "Answer without it, or try again later."
                            : "Whether it was done is not known: look before you call it again.",
                    e);
        }
    }

    private static String text(CallToolResult result) {
        String text =
                result.content() == null
                        ? ""
                        : result.content().stream()
                                .map(RemoteTool::text)
                                .collect(Collectors.joining("\n"));
        return text.isBlank() && result.structuredContent() != null
                ? Json.write(result.structuredContent())
                : text;
    }

    private static String text(McpSchema.Content content) {
        return switch (content) {
            case McpSchema.TextContent text -> text.text();
            case McpSchema.ImageContent image ->
                    "[an image, %s, %d bytes: not shown]"
                            .formatted(image.mimeType(), bytes(image.data()));
            case McpSchema.AudioContent audio ->
                    "[sound, %s, %d bytes: not shown]"
                            .formatted(audio.mimeType(), bytes(audio.data()));
            case McpSchema.ResourceLink link -> "[" + link.name() + "](" + link.uri() + ")";
            case McpSchema.EmbeddedResource embedded
                    when embedded.resource() instanceof McpSchema.TextResourceContents text ->
                    text.text();
            case McpSchema.EmbeddedResource embedded ->
                    "[" + embedded.resource().uri() + ": not shown, as it is not text]";
            default -> "[" + content.type() + ": not shown]";
        };
    }

    private static int bytes(String base64) {
        return base64.length() / 4 * 3;
    }

    @Override
    public String toString() {
        return "tool " + remoteName + " of server " + server.name();
    }
}
