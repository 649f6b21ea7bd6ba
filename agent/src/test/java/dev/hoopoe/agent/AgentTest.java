package dev.hoopoe.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.tools.Cancellation;
import dev.hoopoe.tools.Doc;
import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AgentTest {
    /** A shop. */
    static final class Orders {
        /** Which. */
        record Id(@Doc("number of the order") int id) {}

        @Tool(value = "Says where an order is.", effect = Effect.READS)
        public String order_find(Id id) {
            return "Order " + id.id() + " is in Cork.";
        }
    }

    @Test
    void anObjectAModelAndAQuestionAreEnough() {
        Puppet model =
                Puppet.saying(
                        "{\"name\": \"order_find\", \"arguments\": {\"id\": 7}}", "It is in Cork.");
        List<AgentEvent> events = new ArrayList<>();
        try (Agent agent = Agent.builder().model(model).tools(new Orders()).build()) {
            Outcome outcome =
                    agent.ask(
                            "Where is order 7?",
                            (AgentEvent e) -> events.add(e),
                            new Cancellation());
            assertThat(outcome.answer()).isEqualTo("It is in Cork.");
        }
        assertThat(events)
                .extracting(e -> e.getClass().getSimpleName())
                .containsSubsequence("Thinking", "Calling", "Called", "Thinking", "Text");
        assertThat(events)
                .filteredOn(e -> e instanceof AgentEvent.Called)
                .first()
                .asString()
                .contains("Order 7 is in Cork.");
    }

    @Test
    void agentWithoutAModelIsNotBuilt() {
        assertThatThrownBy(() -> Agent.builder().build()).hasMessageContaining("model(…)");
    }

    @Test
    void serverThatCannotStartIsToldOfAndLeftOut(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("mcp.json");
        Files.writeString(file, "{\"mcpServers\":{\"gone\":{\"command\":\"no-such-program-1\"}}}");
        try (Agent agent =
                Agent.builder()
                        .model(Puppet.saying("Nothing to do."))
                        .tools(new Orders())
                        .servers(file)
                        .build()) {
            assertThat(agent.servers().getFirst().problem()).contains("gone");
            assertThat(agent.tools()).extracting(t -> t.name()).containsExactly("order_find");
        }
    }
}
