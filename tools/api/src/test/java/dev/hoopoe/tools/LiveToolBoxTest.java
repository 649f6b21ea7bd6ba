package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveToolBoxTest {
    @SuppressWarnings("unused") // called by reflection
    static final class Morning {
        @Tool("Greet.")
        String day_greet() {
            return "Good morning.";
        }
    }

    @SuppressWarnings("unused") // called by reflection
    static final class Evening {
        @Tool("Say good-bye.")
        String day_end() {
            return "Good night.";
        }
    }

    private final LiveToolBox live = new LiveToolBox(ToolBox.of(new Morning()));
    private final List<List<String>> heard = new ArrayList<>();

    private static List<String> names(ToolBox box) {
        return box.definitions().stream().map(ToolDefinition::name).toList();
    }

    @Test
    void toolsComeAndGo_andListenersHear() {
        Call.Registration listening = live.onChange(box -> heard.add(names(box)));
        live.add(new Evening());
        live.remove("day_greet", "day_none");
        live.remove("day_greet");
        listening.close();
        live.add(new Morning());

        assertThat(heard).containsExactly(List.of("day_greet", "day_end"), List.of("day_end"));
        assertThat(live.now().call("day_greet", Map.of()).body()).isEqualTo("Good morning.");
    }

    @Test
    void aToolThatWasTakenAwaySaysSo_andItsResultsStay() {
        ToolBox before = live.now();
        String handle = before.call("day_greet", Map.of()).handle();
        live.remove("day_greet");

        assertThat(live.now().call("day_greet", Map.of()).text())
                .contains("not enabled", "list the tools again");
        assertThat(live.now().results().find(handle)).isPresent();
        assertThat(before.call("day_greet", Map.of()).error()).isFalse();
    }

    @Test
    void aNameThatIsTakenIsRefused_andNothingChanges() {
        assertThatThrownBy(() -> live.add(new Morning()))
                .hasMessageContaining("day_greet")
                .hasMessageContaining("Morning.day_greet");
        assertThat(names(live.now())).containsExactly("day_greet");
    }

    @Test
    void aListenerThatFailsDoesNotHarmTheOthers() {
        live.onChange(_ -> {
            throw new IllegalStateException("broken");
        });
        live.onChange(box -> heard.add(names(box)));
        live.add(new Evening());

        assertThat(heard).hasSize(1);
    }

    @Test
    void manyThreadsLoseNoChange() throws InterruptedException {
        List<Thread> threads =
                IntStream.range(0, 20)
                        .mapToObj(i -> Thread.ofVirtual().start(() -> live.add(numbered(i))))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(live.now().definitions()).hasSize(21);
    }

    private static ToolHandler numbered(int i) {
        ToolDefinition definition =
                new ToolDefinition(
                        "day_" + i, "Count.", Map.of(), Effect.READS, false, java.util.Set.of());
        return new ToolHandler() {
            @Override
            public ToolDefinition definition() {
                return definition;
            }

            @Override
            public Reply call(Map<String, ?> arguments, Call call) {
                return Reply.of("" + i);
            }
        };
    }
}
