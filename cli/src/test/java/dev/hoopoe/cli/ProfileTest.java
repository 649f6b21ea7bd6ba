package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.hoopoe.tools.Json;
import dev.hoopoe.tools.ToolDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileTest {
    private static final Encoding O200K =
            Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    @TempDir private Path home;

    @ParameterizedTest
    @EnumSource
    void everyToolOfAProfileExists(Profile profile) {
        assertThat(definitions(profile))
                .extracting(ToolDefinition::name)
                .containsExactlyElementsOf(profile.tools());
    }

    @Test
    void coreCostsAtMost700Tokens() {
        assertThat(cost(Profile.CORE)).isBetween(300, 700);
    }

    @Test
    void allCostsAtMost1800Tokens() {
        assertThat(cost(Profile.ALL)).isBetween(500, 1_800);
    }

    @Test
    void withoutADatabaseItsToolsAreNotOffered() {
        try (OpenTools tools =
                OpenTools.configuredOnly(new Cli(home).shell(), choice(Profile.CORE))) {
            assertThat(tools.box().definitions())
                    .isNotEmpty()
                    .noneMatch(tool -> tool.name().startsWith("db_"));
        }
    }

    private int cost(Profile profile) {
        return definitions(profile).stream().mapToInt(ProfileTest::cost).sum();
    }

    private static int cost(ToolDefinition tool) {
        return O200K.countTokens(tool.name())
                + O200K.countTokens(tool.description())
                + O200K.countTokens(Json.write(tool.inputSchema()));
    }

    private List<ToolDefinition> definitions(Profile profile) {
        try (OpenTools tools = OpenTools.profile(new Cli(home).shell(), choice(profile))) {
            return tools.box().definitions();
        }
    }

    private ToolChoice choice(Profile profile) {
        return new ToolChoice(List.of(home), Map.of(), List.of(), profile);
    }
}
