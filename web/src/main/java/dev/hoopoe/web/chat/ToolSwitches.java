package dev.hoopoe.web.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hoopoe.agent.AgentLoop;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolDefinition;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which tools are on, for all questions that begin from now on. Safe from every thread. */
final class ToolSwitches {
    private final ChatBackend backend;
    private Set<String> off = Set.of();
    private @Nullable AgentLoop loop;

    ToolSwitches(ChatBackend backend) {
        this.backend = backend;
    }

    /** The loop over the tools that are on. */
    synchronized AgentLoop loop() {
        if (loop == null) {
            ToolBox tools =
                    off.isEmpty()
                            ? backend.tools()
                            : backend.tools()
                                    .without(off, "The user has switched it off in the settings.");
            loop = backend.loops().apply(tools);
        }
        return loop;
    }

    /** Switches exactly these off; unknown names do not matter. */
    synchronized void off(Set<String> names) {
        Set<String> known = new LinkedHashSet<>();
        backend.tools().definitions().stream()
                .map(ToolDefinition::name)
                .filter(names::contains)
                .forEach(known::add);
        if (!known.equals(off)) {
            off = known;
            loop = null;
        }
    }

    synchronized ArrayNode json() {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (ToolDefinition tool : backend.tools().definitions()) {
            json.add(
                    StepJson.object()
                            .put("name", tool.name())
                            .put("description", tool.description())
                            .put("effect", tool.effect().name().toLowerCase(Locale.ROOT))
                            .put("on", !off.contains(tool.name())));
        }
        return json;
    }
}
