package dev.hoopoe.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.Tool;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tools that come and go under a client's eyes, and results as structures. */
class LiveToolsTest {
    private static final String CHANGED = "notifications/tools/list_changed";

    record Egg(String colour, int grams) {}

    @SuppressWarnings("unused") // called by reflection
    static final class Nest {
        @Tool("List the eggs.")
        List<Egg> nest_eggs() {
            return List.of(new Egg("blue", 3));
        }
    }

    private final RunningServer server = new RunningServer(ServerLimits.DEFAULTS, true);
    private final Client client = server.client;

    LiveToolsTest() throws IOException {}

    @AfterEach
    void close() throws IOException, InterruptedException {
        server.close();
    }

    @Test
    void theClientHearsOfEachChange_onceItListens() {
        server.tools.add(new Nest());
        server.tools.remove("nest_eggs");
        assertThat(
                        client.initialize("2025-11-25", "{}")
                                .at("/result/capabilities/tools")
                                .toString())
                .isEqualTo("{\"listChanged\":true}");
        client.assertAlive();

        server.tools.add(new Nest());
        client.heard(CHANGED);
        assertThat(list(1)).contains("nest_eggs");
        server.tools.remove("nest_eggs");
        client.heard(CHANGED);
        assertThat(list(2)).doesNotContain("nest_eggs").contains("bird_echo");
        assertThat(Client.text(client.result(3, "nest_eggs", "{}"))).contains("taken away");
    }

    @Test
    void aStructureComesWithItsSchema() {
        client.initialize();
        // The answer to a ping comes after initialized was read.
        client.assertAlive();
        server.tools.add(new Nest());
        client.heard(CHANGED);

        assertThat(list(1))
                .contains("\"outputSchema\":{\"type\":\"object\",\"properties\":{\"rows\"");
        JsonNode result = client.result(2, "nest_eggs", "{}");
        assertThat(Client.text(result)).endsWith("colour,grams\nblue,3");
        assertThat(result.path("structuredContent").toString())
                .isEqualTo("{\"rows\":[{\"colour\":\"blue\",\"grams\":3}]}");
        assertThat(client.result(3, "bird_echo", "{\"text\":\"a\"}").has("structuredContent"))
                .isFalse();
    }

    private String list(int id) {
        client.request(id, "tools/list", "{}");
        return client.answer(id).toString();
    }
}
