package dev.hoopoe.scraping.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.scraping.browser.Step.Target;
import dev.hoopoe.tools.ToolException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepReaderTest {
    private static final Target E5 = new Target("e5", "", "");

    @Test
    void readsWhatModelsWrite() {
        Map<String, Step> steps =
                Map.ofEntries(
                        Map.entry("click e5", new Step.Click(E5, false)),
                        Map.entry("Click: [ref=e5]", new Step.Click(E5, false)),
                        Map.entry("tap Send order", new Step.Click(named("", "Send order"), false)),
                        Map.entry(
                                "click the button 'Send order'",
                                new Step.Click(named("button", "Send order"), false)),
                        Map.entry(
                                "dblclick f2e7", new Step.Click(new Target("f2e7", "", ""), true)),
                        Map.entry("type e5 hello you", new Step.Type(E5, "hello you")),
                        Map.entry("type hello you into e5", new Step.Type(E5, "hello you")),
                        Map.entry("fill e5 with \"x y\"", new Step.Type(E5, "x y")),
                        Map.entry("type e5", new Step.Type(E5, "")),
                        Map.entry("select e5 option Blue", new Step.Select(E5, "Blue")),
                        Map.entry("press Control+A on e5", new Step.Press("Control+A", E5)),
                        Map.entry("press Enter", new Step.Press("Enter", Target.NONE)),
                        Map.entry(
                                "untick 'Gift wrap'",
                                new Step.Check(named("", "Gift wrap"), false)),
                        Map.entry("drag e5 to e5", new Step.Drag(E5, E5)),
                        Map.entry("scroll", new Step.Scroll(Step.Direction.DOWN, Target.NONE)),
                        Map.entry("scroll to e5", new Step.Scroll(Step.Direction.TARGET, E5)),
                        Map.entry("wait 250ms", new Step.Pause(Duration.ofMillis(250))),
                        Map.entry("wait for Thank you", new Step.Await("Thank you")),
                        Map.entry("navigate to /x", new Step.Go("/x")),
                        Map.entry("switch to 2", new Step.Tab(2)),
                        Map.entry("dialog accept 'Ada'", new Step.Dialogs(true, "Ada")));
        steps.forEach((text, step) -> assertThat(StepReader.read(text)).as(text).isEqualTo(step));
    }

    private static Target named(String role, String name) {
        return new Target("", role, name);
    }

    @Test
    void aPauseHasALimit() {
        assertThat(StepReader.read("wait 86400")).isEqualTo(new Step.Pause(StepReader.MAX_PAUSE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"click", "select e5", "tab x", "goto", "press", "dialog maybe", "read "})
    void saysWhatIsMissing(String step) {
        assertThatThrownBy(() -> StepReader.read(step))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("lacks");
    }

    @Test
    void namesTheNearestVerb() {
        assertThatThrownBy(() -> StepReader.read("clck e5")).hasMessageContaining("click");
        assertThatThrownBy(() -> StepReader.read("")).isInstanceOf(ToolException.class);
        assertThatThrownBy(() -> StepReader.read("' ' '")).isInstanceOf(ToolException.class);
    }
}
