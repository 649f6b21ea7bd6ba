package dev.hoopoe.inference.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Published templates against what Jinja2 renders: those here, and a larger folder that {@code
 * HOOPOE_TEMPLATES} names.
 */
class PublishedTemplatesTest {

    static List<Case> bundled() {
        return Case.in(Path.of("src/test/resources/templates"));
    }

    static Stream<Case> named() {
        @Nullable String folder = System.getenv("HOOPOE_TEMPLATES");
        return folder == null ? Stream.empty() : Case.in(Path.of(folder)).stream();
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void rendersBundledTemplatesAsJinja2(Case published) throws IOException {
        assertThat(published.template().render(published.context()))
                .isEqualTo(published.expected());
    }

    @ParameterizedTest
    @MethodSource("named")
    @EnabledIfEnvironmentVariable(named = "HOOPOE_TEMPLATES", matches = ".+")
    void rendersNamedTemplatesAsJinja2(Case published) throws IOException {
        assertThat(published.template().render(published.context()))
                .isEqualTo(published.expected());
    }
}
