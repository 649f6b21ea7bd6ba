package dev.hoopoe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.ToolDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ShortlistTest {
    private static ToolDefinition tool(String name, String description) {
        return new ToolDefinition(
                name,
                description,
                Map.of("type", "object", "properties", Map.of()),
                Effect.READS,
                false,
                Set.of());
    }

    private final Shortlist shortlist =
            new Shortlist(
                    List.of(
                            tool("github_listIssues", "Lists the issues of a repository."),
                            tool("github_create_branch", "Makes a branch."),
                            tool("weather_forecast", "Tells the weather of the coming days."),
                            tool("mail_send", "Sends a letter to somebody.")));

    @Test
    void wordsOfNamesAndDescriptionsDecide() {
        assertThat(shortlist.best("Which issue is open in our repositories?", 1))
                .containsExactly("github_listIssues");
        assertThat(shortlist.best("Will the weather be fine?", 1))
                .containsExactly("weather_forecast");
    }

    @Test
    void withoutASignTheOrderOfTheListDecides() {
        assertThat(shortlist.best("xyzzy", 2))
                .containsExactly("github_listIssues", "github_create_branch");
    }
}
