package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.testing.TestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UndoToolsTest {
    record Put(List<String> names) {}

    static final class Shelf {
        final List<String> things = new ArrayList<>();
        int failures;

        @Tool(value = "Put things on the shelf.", effect = Effect.ADDS, undoable = true)
        String shelf_put(Put in, Call call) {
            for (String name : in.names()) {
                if (name.equals("bomb")) {
                    throw new ToolException("No bombs.", "Leave it out.");
                }
                things.add(name);
                call.undo("take down " + name, () -> takeDown(name));
            }
            return "done";
        }

        private void takeDown(String name) {
            if (failures-- > 0) {
                throw new ToolException(name + " is stuck.", "Try again.");
            }
            things.remove(name);
        }
    }

    private final Shelf shelf = new Shelf();
    private final UndoStore undos = new UndoStore();
    private final ToolBox box = box(undos);

    private ToolBox box(UndoStore store) {
        return ToolBox.builder()
                .add(shelf)
                .undos(store)
                .add(new UndoTools(store, new Journal()))
                .build();
    }

    /** Another place, such as the journal of files. */
    private static final class Journal implements Undo {
        @Override
        public Optional<Reply> undo(String id, Call call) {
            return id.equals("u9") ? Optional.of(Reply.of("file restored")) : Optional.empty();
        }

        @Override
        public Optional<String> newest() {
            return Optional.of("u9");
        }
    }

    private ToolResult put(String... names) {
        return box.call("shelf_put", Map.of("names", List.of(names)));
    }

    private ToolResult undo(String id) {
        return box.call("undo", Map.of("id", id));
    }

    @Test
    void theFirstLineNamesTheUndo_whichTakesBackTheLastFirst() {
        ToolResult result = put("a", "b");

        assertThat(result.text()).startsWith("ok r1 tokens=2 undo=t1\n");
        assertThat(undo("t1").body()).isEqualTo("taken back: take down b; take down a");
        assertThat(shelf.things).isEmpty();
        assertThat(undo("t1").text()).startsWith("error: There is no change t1");
    }

    @Test
    void aCallThatFailsHalfwayCanBeTakenBackToo() {
        ToolResult result = put("a", "bomb");

        assertThat(result.text())
                .isEqualTo(
                        "error: No bombs. Leave it out. Take back what it had done with undo id=t1.");
        undo("t1");
        assertThat(shelf.things).isEmpty();
    }

    @Test
    void aStepThatFailsIsTriedAgain_butNotTheOnesDone() {
        put("a", "b", "c");
        shelf.failures = 1;

        assertThat(undo("t1").text()).isEqualTo("error: c is stuck. Try again.");
        assertThat(undo("t1").body())
                .isEqualTo("taken back: take down c; take down b; take down a");
        assertThat(shelf.things).isEmpty();
    }

    @Test
    void onePlaceAfterTheOtherIsAsked() {
        assertThat(undo("u9").body()).isEqualTo("file restored");
        assertThat(undo("x").text())
                .isEqualTo("error: There is no change x that can be taken back. The newest is u9.");
    }

    @Test
    void theOldestLeave() {
        for (int i = 0; i <= UndoStore.MAX_CALLS; i++) {
            put("n" + i);
        }

        assertThat(undo("t1").error()).isTrue();
        assertThat(undo("t2").error()).isFalse();
    }

    @Test
    void withoutTheToolNothingIsPromised() {
        assertThat(ToolBox.of(shelf).call("shelf_put", Map.of("names", List.of("a"))).facts())
                .isEmpty();
    }

    @Test
    void strangersCannotGuessAnId() {
        ToolBox careful = box(new UndoStore(Handles.unguessable()));
        String id = careful.call("shelf_put", Map.of("names", List.of("a"))).facts().get("undo");

        assertThat(id).matches("t1-[0-9a-f]{20}");
        assertThat(careful.call("undo", Map.of("id", "t1")).error()).isTrue();
    }

    @Test
    void aTestSeesAndRunsThem() {
        TestCall call = new TestCall();
        shelf.shelf_put(new Put(List.of("a", "b")), call);

        assertThat(call.undoLabels()).containsExactly("take down a", "take down b");
        call.undoAll();
        assertThat(shelf.things).isEmpty();
    }
}
