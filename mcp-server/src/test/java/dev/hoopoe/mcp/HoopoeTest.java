package dev.hoopoe.mcp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is refused at start-up, when the author can still mend it. */
class HoopoeTest {
    @Test
    void instructionsOverTheBudgetAreRefused() {
        Hoopoe birds = Hoopoe.tools(new BirdTools());
        assertThatThrownBy(() -> birds.instructions("many words ".repeat(100)))
                .hasMessageContaining("120")
                .hasMessageContaining("shorten");
    }

    @Test
    void anObjectWithoutToolsIsRefused() {
        assertThatThrownBy(() -> Hoopoe.tools("no tools")).hasMessageContaining("@Tool");
    }

    @Test
    void limitsThatNothingFitsAreRefused() {
        ServerLimits d = ServerLimits.DEFAULTS;
        assertThatThrownBy(
                        () -> new ServerLimits(10, 1, 1, 9, d.callTime(), d.overrun(), d.drain()))
                .hasMessageContaining("maxOpenBytes 9");
        assertThatThrownBy(() ->
                        new ServerLimits(0, 1, 1, 9, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("at least 1");
    }
}
