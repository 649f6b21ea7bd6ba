package com.example.wrapped;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hoopoe.tools.ToolBox;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountToolsTest {
    private final ToolBox box = ToolBox.of(new CountTools());

    @Test
    void theCommandsOutputIsTheResult() {
        assertEquals("3 words", box.call("text_count", Map.of("text", "one two three")).body());
        assertEquals(
                "6 letters",
                box.call("text_count", Map.of("text", "one two", "unit", "letters")).body());
    }

    @Test
    void itsErrorsTeachTheModel() {
        assertEquals(
                "The text is empty. Mend it and call again.",
                box.call("text_count", Map.of("text", " ")).body());
    }

    @Test
    void aTextIsNeverAnOption() {
        assertEquals("1 words", box.call("text_count", Map.of("text", "--unit=LETTERS")).body());
    }
}
